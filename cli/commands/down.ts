import { exitCode } from '../lib/errors.ts';
import { purgeLab } from '../stack/labs.ts';
import type { CommandContext } from './context.ts';
import { homeOf, isThere, labUp } from './lab-of.ts';

/** Stops the lab; stopping one that is not up is harmless. */
export async function down(
  context: CommandContext,
  flags: { lab: string; purge?: boolean },
): Promise<number> {
  const lab = await labUp(context, flags.lab);
  const wasThere = await isThere(context, flags.lab);
  await lab?.stop();
  if (flags.purge === true) await purgeLab(flags.lab, homeOf(context));
  if (!wasThere) context.stderr.write(`there is no lab ${flags.lab}\n`);
  else {
    const was = lab === undefined ? `lab ${flags.lab} was not up` : `lab ${flags.lab} is down`;
    context.stderr.write(`${was}${flags.purge === true ? '; its data is removed' : ''}\n`);
  }
  return exitCode.pass;
}
