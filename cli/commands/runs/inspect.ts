import { exitCode } from '../../lib/errors.ts';
import { chainText } from '../../reporters/list/chain.ts';
import { list } from '../../reporters/list/list.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { retell } from '../../runs/retell.ts';
import { runEventsOf } from '../../runs/run-events.ts';
import { selectHops } from '../../runs/select-hops.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';
import { openRun } from './open-run.ts';

export interface InspectFlags {
  readonly chain?: string;
  readonly saga?: string;
  readonly json?: boolean;
}

/** A recorded run as `run` printed it; with `--chain` or `--saga` only the trees that hold it. */
export async function inspect(context: CommandContext, name: string, flags: InspectFlags): Promise<number> {
  const { recording } = await openRun(context, name);
  const run = retell(recording);
  const { stdout, env } = context;
  const color = wantsColor(env, stdout.isTTY);
  const write = (text: string) => stdout.write(text);
  if (flags.chain !== undefined || flags.saga !== undefined) {
    const selected = selectHops(run.scenarios, flags);
    if (flags.json === true) {
      const scenarios = selected.map(({ scenario: { title }, hops }) => ({ title, chain: hops }));
      write(`${jsonText({ v: 1, run: run.header.id, scenarios }, 2)}\n`);
      return exitCode.pass;
    }
    const paint = paintWith(color);
    for (const { scenario, hops } of selected)
      for (const line of [paint.strong(scenario.title), ...chainText(hops, widthOf(context), paint)])
        write(`${line}\n`);
    return exitCode.pass;
  }
  if (flags.json === true) write(`${jsonText(run.report, 2)}\n`);
  else {
    const reporter = list({ write, color, width: widthOf(context), tty: stdout.isTTY });
    for (const event of runEventsOf(recording, run)) reporter.on(event);
  }
  return exitCode.pass;
}
