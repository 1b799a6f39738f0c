import { UsageError } from '../../lib/errors.ts';
import type { Lab } from '../../stack/lab.ts';
import { startLab, type StartOptions } from '../../stack/labs.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { CommandContext } from '../context.ts';
import { homeOf, labUp } from '../lab-of.ts';

interface HeldLab {
  readonly lab: Lab;
  /** Stops the lab if this run started it, and it is not to be kept. */
  release(): Promise<void>;
}

/** The lab that is up under that name, else one of the run's own. */
export async function labFor(
  context: CommandContext,
  flags: { readonly lab: string; readonly keep?: boolean },
  stack: StartOptions['stack'],
  systems: readonly LoadedSystem[],
  onProgress: StartOptions['onProgress'],
): Promise<HeldLab> {
  const found = await labUp(context, flags.lab);
  if (found !== undefined) {
    await checkSystems(found, systems);
    return { lab: found, release: () => Promise.resolve() };
  }
  const keep = flags.keep === true;
  const { signal } = context;
  const options = { name: flags.lab, systems, stack, ephemeral: !keep, onProgress, signal };
  const lab = await startLab(options, homeOf(context));
  return { lab, release: () => (keep ? Promise.resolve() : lab.stop()) };
}

async function checkSystems(lab: Lab, systems: readonly LoadedSystem[]): Promise<void> {
  const { systems: running } = await lab.status();
  const missing = systems.find(({ system }) => !running.includes(system.name))?.system.name;
  if (missing !== undefined)
    throw new UsageError(
      `Lab "${lab.name}" is up with ${running.join(', ')}, not with ${missing}. Use another lab (--lab NAME), or \`saga-lab down\` first.`,
    );
}
