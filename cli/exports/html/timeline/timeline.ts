import type { Hop } from '../../../model/hop.ts';
import type { Observation } from '../../../model/observation.ts';
import type { RecordedScenario } from '../../../runs/recording.ts';
import { keyOfHop, keysOfObservations } from './keys.ts';
import { momentLabel } from './moment-label.ts';

/** What is kept of a scenario: a file is to be opened by a browser. */
export const mostMoments = 2000;

/** The observations of one scenario as moments that a reader can go to, from 0. */
export interface Timeline {
  readonly moments: readonly Moment[];
  /** Observations after the last moment that is kept. */
  readonly leftOut: number;
  /** When a hop was there for all to see; what is missing is so at the end. */
  momentOf(hop: Hop): number;
  /** Of an observation by its place in the scenario's; -1 for what was there before. */
  momentAt(index: number): number;
}

interface Moment {
  readonly label: string;
  /** Since the first, by the lab's clock. */
  readonly sinceMs: number;
}

export function timelineOf({ chain, observations, model }: RecordedScenario): Timeline {
  const places = firstPlaces(observations);
  const placeOf = (hop: Hop) =>
    keyOfHop(hop, model)
      .map((key) => places.get(key))
      .find(isPlace);
  const found = chain.map(placeOf).filter(isPlace);
  const start = found.length === 0 ? observations.length : Math.min(...found);
  const kept: number[] = [];
  for (let index = start; index < observations.length; index++)
    if (isMoment(observations[index]!)) kept.push(index);
  const shown = kept.slice(0, mostMoments);
  const firstMs = observations[start]?.seenMs ?? 0;
  const momentAt = (index: number) => (index < start ? -1 : momentUpTo(shown, index));
  return {
    moments: shown.map((index) => {
      const observation = observations[index]!;
      return { label: momentLabel(model, observation), sinceMs: observation.seenMs - firstMs };
    }),
    leftOut: kept.length - shown.length,
    momentAt,
    momentOf: (hop) => momentAt(placeOf(hop) ?? observations.length),
  };
}

function firstPlaces(observations: readonly Observation[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, keys] of keysOfObservations(observations).entries())
    for (const key of keys) if (!places.has(key)) places.set(key, index);
  return places;
}

function isPlace(index: number | undefined): index is number {
  return index !== undefined;
}

/** What a probe read before it watched is nothing that happened; how full a queue is, follows from what did. */
function isMoment({ kind }: Observation): boolean {
  return kind !== 'snapshot' && kind !== 'probe' && kind !== 'queue';
}

/** The last moment that is not after the place: what was left out is there at the end. */
function momentUpTo(shown: readonly number[], place: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shown[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
