import { StackError, toError, UserError } from '../lib/errors.ts';
import type { Observation } from '../model/observation.ts';
import { startProbes } from '../probes/start-probes.ts';
import { linesObservable, type Lab } from '../stack/lab.ts';
import { observedIn } from '../stack/observed-in.ts';
import type { LoadedSystem } from '../systems/load.ts';
import type { System } from '../systems/system.ts';
import type { World } from './ports.ts';
import { worldOf } from './world.ts';

export interface WatchOptions {
  readonly lab: Lab;
  readonly systems: readonly LoadedSystem[];
  readonly signal: AbortSignal;
  /** Hears all that is observed, besides the worlds: a recording, a screen. */
  readonly tap?: Tap | undefined;
}

export interface Tap {
  observed(observation: Observation): void;
  /** From here on the lab is watched anew: what follows goes into a model of its own. `seq` goes on. */
  watchedAnew(): void;
}

/** A lab that is being watched, system by system. */
export interface Watched {
  readonly systems: readonly System[];
  /** What is seen of one system; undefined when the lab does not have it. */
  world(system: string): World | undefined;
  /** How many observations its worlds hold; 0 once they were let go of. */
  readonly held: number;
  /** Lets go of the worlds, which then are not to be had until it is watched `again`: nobody can judge by half of one. */
  letGo(): void;
  /** Starts over, with probes and worlds that have missed nothing yet. */
  again(): Promise<Watched>;
  stop(): Promise<void>;
}

/** A lab that cannot be watched is of no use: that is the stack's fault, not a verdict about the system. */
export async function watchLab(options: WatchOptions, seqBefore = 0): Promise<Watched> {
  const { lab, systems, signal, tap } = options;
  const observed = systems.map(({ system }) => observedIn(system, lab));
  const builders = new Map(observed.map((system) => [system.name, worldOf(system, linesObservable(lab))]));
  let seq = seqBefore;
  let held = 0;
  let isLetGo = false;
  const observe = (seen: Observation) => {
    seq = seen.seq;
    for (const builder of builders.values()) builder.observe(seen);
    if (!isLetGo) held += 1;
    tap?.observed(seen);
  };
  try {
    const probes = await startProbes(lab, systems, observe, signal, seqBefore);
    return {
      systems: observed,
      world: (system) => builders.get(system)?.world(probes),
      get held() {
        return held;
      },
      letGo() {
        isLetGo = true;
        held = 0;
        builders.clear();
      },
      async again() {
        await probes.stop();
        tap?.watchedAnew();
        return watchLab(options, seq);
      },
      stop: () => probes.stop(),
    };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof UserError) throw thrown;
    throw new StackError(`Lab "${lab.name}" cannot be watched: ${toError(thrown).message}`, {
      cause: thrown,
    });
  }
}
