import { exitCode, UsageError } from '../../lib/errors.ts';
import { chainText } from '../../reporters/list/chain.ts';
import { list } from '../../reporters/list/list.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import { type Paint, paintWith } from '../../reporters/text/paint.ts';
import type { RetoldRun } from '../../runs/recording.ts';
import { retell } from '../../runs/retell.ts';
import { runEventsOf } from '../../runs/run-events.ts';
import { selectHops, type SelectedScenario } from '../../runs/select-hops.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';
import { changesJson, changesText } from './inspect-changes.ts';
import { clockNotes, clocksJson, clocksText } from './inspect-clocks.ts';
import { openRun } from './open-run.ts';

export interface InspectFlags {
  readonly chain?: string;
  readonly saga?: string;
  readonly changes?: boolean;
  readonly clocks?: boolean;
  readonly json?: boolean;
}

/**
 * A recorded run as `run` printed it; with `--chain` or `--saga` only the trees that hold it, with `--changes` instead
 * what each state of their sagas changed, with `--clocks` by how much the clocks differ. Clocks that can not agree are
 * told of in any case.
 */
export async function inspect(context: CommandContext, name: string, flags: InspectFlags): Promise<number> {
  if (flags.changes === true && flags.clocks === true)
    throw new UsageError('Give --changes or --clocks, not both: each is told instead of the chain.');
  const { recording } = await openRun(context, name);
  const run = retell(recording);
  const { stdout, env } = context;
  const color = wantsColor(env, stdout.isTTY);
  const write = (text: string) => stdout.write(text);
  const paint = paintWith(color);
  const width = widthOf(context);
  const print = (lines: readonly string[]) => {
    for (const line of lines) write(`${line}\n`);
  };
  const { id } = run.header;
  if (flags.clocks === true) {
    const scenarios = selectedIn(run, flags).map(({ scenario }) => scenario);
    print(flags.json === true ? [clocksJson(id, scenarios)] : clocksText(scenarios, paint));
  } else if (flags.changes === true) {
    const selected = selectedIn(run, flags);
    print(flags.json === true ? [changesJson(id, selected)] : changesText(selected, width, paint));
  } else if (flags.chain !== undefined || flags.saga !== undefined) {
    const selected = selectedIn(run, flags);
    print(flags.json === true ? [chainsJson(id, selected)] : chainsText(selected, width, paint));
  } else if (flags.json === true) print([jsonText(run.report, 2)]);
  else {
    const reporter = list({ write, color, width, tty: stdout.isTTY });
    for (const event of runEventsOf(recording, run)) reporter.on(event);
    print(clockNotes(run.scenarios, paint));
  }
  return exitCode.pass;
}

function chainsText(selected: readonly SelectedScenario[], width: number, paint: Paint): string[] {
  const chains = selected.flatMap(({ scenario, hops }) => [
    paint.strong(scenario.title),
    ...chainText(hops, width, paint),
  ]);
  const scenarios = selected.map(({ scenario }) => scenario);
  return [...chains, ...clockNotes(scenarios, paint)];
}

function chainsJson(run: string, selected: readonly SelectedScenario[]): string {
  const scenarios = selected.map(({ scenario: { title }, hops }) => ({ title, chain: hops }));
  return jsonText({ v: 1, run, scenarios }, 2);
}

/** All of it, where nothing is selected. @throws UsageError naming the nearest */
function selectedIn({ scenarios }: RetoldRun, { chain, saga }: InspectFlags): readonly SelectedScenario[] {
  return chain === undefined && saga === undefined
    ? scenarios.map((scenario) => ({ scenario, hops: scenario.chain }))
    : selectHops(scenarios, { chain, saga });
}
