import { createModel, fold, type Model } from '../model/model.ts';
import type { Observation } from '../model/observation.ts';
import { UsageError } from '../lib/errors.ts';
import type { System } from '../systems/system.ts';
import type { Recording } from './recording.ts';

/**
 * The model of one system as it was before the entry at `end`: all that was observed since the lab was last watched
 * anew, by the same fold as when the run was live.
 */
export function foldBefore({ header, entries }: Recording, system: System, end: number): Model {
  const model = createModel(system, { linesObservable: header.linesObservable });
  for (const observation of observationsBefore(entries, end)) fold(model, observation);
  return model;
}

/** All that was observed before the entry at `end`, since the lab was last watched anew. */
export function observationsBefore(entries: Recording['entries'], end: number): Observation[] {
  return entries
    .slice(startOfWatch(entries, end), end)
    .flatMap((entry) => (entry.kind === 'observation' ? [entry.observation] : []));
}

/** Place of the first entry after the lab was last watched anew before `end`. */
function startOfWatch(entries: Recording['entries'], end: number): number {
  return entries.slice(0, end).findLastIndex(({ kind }) => kind === 'restart') + 1;
}

/** The system of that name in the header. @throws UsageError when there is none */
export function systemOf({ header }: Recording, name: string): System {
  const system = header.systems.find((each) => each.name === name);
  if (system === undefined)
    throw new UsageError(`The recording ${header.id} tells of the system "${name}" and does not hold it.`);
  return system;
}
