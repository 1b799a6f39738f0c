import { StackError, UsageError } from '../../lib/errors.ts';
import { labFiles } from '../../stack/lab-files.ts';
import { readLabState } from '../../stack/lab-state.ts';
import type { Lab } from '../../stack/lab.ts';
import { startLab, type StartOptions } from '../../stack/labs.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { requireRelayMode, type StackFlags } from '../stack-options.ts';

interface HeldLab {
  readonly lab: Lab;
  /** Whether it is stopped and its data removed on release. */
  readonly vanishes: boolean;
  /** Stops the lab if this run started it, and it is not to be kept. */
  release(): Promise<void>;
}

/** Whether there has been a lab of that name, which is most likely up: a look at its state file, which is quick. */
export async function someLab(context: CommandContext, { lab }: { readonly lab: string }): Promise<boolean> {
  return (await readLabState(labFiles(lab, homeOf(context), false).state)) !== undefined;
}

/** The lab that is up under that name, which must have all that is needed, else one of the run's own with `systems`. */
export async function labFor(
  context: CommandContext,
  flags: StackFlags & { readonly lab: string; readonly keep?: boolean },
  stack: StartOptions['stack'],
  systems: readonly LoadedSystem[],
  onProgress: StartOptions['onProgress'],
  need: readonly LoadedSystem[] = systems,
): Promise<HeldLab> {
  const keep = flags.keep === true;
  const { signal } = context;
  const { relay } = flags;
  const options = { name: flags.lab, systems, stack, relay, ephemeral: !keep, onProgress, signal };
  const lab = await startLab(options, homeOf(context));
  if (lab.owned) return { lab, vanishes: !keep, release: () => (keep ? Promise.resolve() : lab.stop()) };
  await checkFits(lab, flags, need);
  return { lab, vanishes: false, release: () => Promise.resolve() };
}

async function checkFits(lab: Lab, flags: StackFlags, systems: readonly LoadedSystem[]): Promise<void> {
  const status = await lab.status();
  const { state, systems: running } = status;
  const way = 'Use another lab (--lab NAME), or `saga-lab down` first.';
  const missing = systems.find(({ system }) => !running.includes(system.name))?.system.name;
  if (missing !== undefined)
    throw new UsageError(`Lab "${lab.name}" is up with ${running.join(', ')}, not with ${missing}. ${way}`);
  if (flags.stack !== undefined && flags.stack !== lab.stack)
    throw new UsageError(`Lab "${lab.name}" is up on the ${lab.stack} stack, not on ${flags.stack}. ${way}`);
  requireRelayMode(status, flags.relay);
  if (state === 'down') throw new StackError(`Lab "${lab.name}" has just gone down. Run again to start one.`);
}
