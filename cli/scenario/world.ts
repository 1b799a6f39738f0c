import { abortable } from '../lib/abortable.ts';
import { deferred, type Deferred } from '../lib/deferred.ts';
import { createModel, fold } from '../model/model.ts';
import type { Observation } from '../model/observation.ts';
import type { ProbeSet } from '../probes/start-probes.ts';
import type { System } from '../systems/system.ts';
import type { World } from './ports.ts';

/** What a world asks of the probes. */
export type Watch = Pick<ProbeSet, 'caughtUp' | 'readBefore' | 'record'>;

/** Folds observations into a model and wakes those who wait for a change. */
export interface WorldBuilder {
  observe(observation: Observation): void;
  /** The probes can only start once `observe` exists, and the world needs both. */
  world(watch: Watch): World;
}

/** `linesObservable` is false where the processes write no structured lines: what cannot be seen is not missing. */
export function worldOf(system: System, linesObservable: boolean): WorldBuilder {
  const model = createModel(system, { linesObservable });
  let next: Deferred<void> | undefined;
  const wake = () => {
    next?.resolve();
    next = undefined;
  };
  return {
    observe(observation) {
      fold(model, observation);
      // One look per turn of the event loop, however many observations it brought.
      if (next !== undefined) setImmediate(wake);
    },
    world: (watch) => ({
      system,
      model,
      changed: (signal) => abortable((next ??= deferred()).promise, signal),
      record: (fact, sourceMs) => watch.record(fact, sourceMs),
      caughtUp: (signal) => watch.caughtUp(signal),
      readBefore: (database, table, column, values) => watch.readBefore(database, table, column, values),
    }),
  };
}
