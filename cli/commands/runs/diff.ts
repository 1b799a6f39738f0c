import { exitCode } from '../../lib/errors.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { diffRuns } from '../../runs/diff/diff.ts';
import { diffText } from '../../runs/diff/diff-text.ts';
import { retell } from '../../runs/retell.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';
import { openRun } from './open-run.ts';

/** Two recorded runs side by side; exit code 1 when one has hops that the other has not, as of diff(1). */
export async function diff(
  context: CommandContext,
  a: string,
  b: string,
  flags: { readonly json?: boolean; readonly all?: boolean },
): Promise<number> {
  const left = await openRun(context, a);
  const right = await openRun(context, b);
  const compared = diffRuns(retell(left.recording), retell(right.recording));
  const { stdout, env } = context;
  const ids = { a: left.recording.header.id, b: right.recording.header.id };
  if (flags.json === true) {
    stdout.write(`${jsonText({ v: 1, runs: ids, ...compared }, 2)}\n`);
  } else {
    const paint = paintWith(wantsColor(env, stdout.isTTY));
    stdout.write(`a: ${ids.a}\nb: ${ids.b}\n\n`);
    for (const line of diffText(compared, widthOf(context), paint, flags.all)) stdout.write(`${line}\n`);
  }
  return compared.same ? exitCode.pass : exitCode.failed;
}
