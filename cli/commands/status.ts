import { exitCode } from '../lib/errors.ts';
import type { CommandContext } from './context.ts';
import { downStatus, labUp } from './lab-of.ts';
import { statusText } from './status-text.ts';

/** A lab that is not up is an answer, not an error. */
export async function status(
  context: CommandContext,
  flags: { lab: string; json?: boolean },
): Promise<number> {
  const lab = await labUp(context, flags.lab);
  const found = (await lab?.status()) ?? downStatus(flags.lab);
  context.stdout.write(flags.json === true ? `${JSON.stringify(found, undefined, 2)}\n` : statusText(found));
  return exitCode.pass;
}
