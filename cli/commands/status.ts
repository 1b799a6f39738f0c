import { exitCode } from '../lib/errors.ts';
import { linkedOn, type CommandContext } from './context.ts';
import { downStatus, isThere, labUp } from './lab-of.ts';
import { statusText } from './status-text.ts';

/** A lab that is not up is an answer, not an error. */
export async function status(
  context: CommandContext,
  flags: { lab: string; json?: boolean; showPasswords?: boolean },
): Promise<number> {
  const lab = await labUp(context, flags.lab);
  const found = (await lab?.status()) ?? downStatus(flags.lab);
  if (flags.json === true) context.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
  else if (lab === undefined && !(await isThere(context, flags.lab)))
    context.stdout.write(`there is no lab ${flags.lab}: saga-lab up starts one\n`);
  else
    context.stdout.write(
      linkedOn(context, statusText(found, { showPasswords: flags.showPasswords === true })),
    );
  return exitCode.pass;
}
