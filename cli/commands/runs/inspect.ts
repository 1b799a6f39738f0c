import { exitCode, UsageError } from '../../lib/errors.ts';
import { chainText } from '../../reporters/list/chain.ts';
import { list } from '../../reporters/list/list.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import { paintWith } from '../../reporters/text/paint.ts';
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
  if (flags.clocks === true) {
    const scenarios = selectedIn(run, flags).map(({ scenario }) => scenario);
    if (flags.json === true) write(`${clocksJson(run.header.id, scenarios)}\n`);
    else for (const line of clocksText(scenarios, paint)) write(`${line}\n`);
    return exitCode.pass;
  }
  if (flags.changes === true) {
    const selected = selectedIn(run, flags);
    if (flags.json === true) write(`${changesJson(run.header.id, selected)}\n`);
    else for (const line of changesText(selected, widthOf(context), paint)) write(`${line}\n`);
    return exitCode.pass;
  }
  if (flags.chain !== undefined || flags.saga !== undefined) {
    const selected = selectHops(run.scenarios, flags);
    if (flags.json === true) {
      const scenarios = selected.map(({ scenario: { title }, hops }) => ({ title, chain: hops }));
      write(`${jsonText({ v: 1, run: run.header.id, scenarios }, 2)}\n`);
      return exitCode.pass;
    }
    for (const { scenario, hops } of selected)
      for (const line of [paint.strong(scenario.title), ...chainText(hops, widthOf(context), paint)])
        write(`${line}\n`);
    const scenarios = selected.map(({ scenario }) => scenario);
    for (const line of clockNotes(scenarios, paint)) write(`${line}\n`);
    return exitCode.pass;
  }
  if (flags.json === true) write(`${jsonText(run.report, 2)}\n`);
  else {
    const reporter = list({ write, color, width: widthOf(context), tty: stdout.isTTY });
    for (const event of runEventsOf(recording, run)) reporter.on(event);
    for (const line of clockNotes(run.scenarios, paint)) write(`${line}\n`);
  }
  return exitCode.pass;
}

/** All of it, where nothing is selected. @throws UsageError naming the nearest */
function selectedIn({ scenarios }: RetoldRun, { chain, saga }: InspectFlags): readonly SelectedScenario[] {
  return chain === undefined && saga === undefined
    ? scenarios.map((scenario) => ({ scenario, hops: scenario.chain }))
    : selectHops(scenarios, { chain, saga });
}
