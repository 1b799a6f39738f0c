import { AsyncLocalStorage } from 'node:async_hooks';
import type { FaultLine } from '../observe/line.ts';

/** The places in the handling of a request, of a message, or of an outbox row where a fault may be armed. */
export const seams = [
  'before-handle',
  'after-handle',
  'before-commit',
  'after-commit',
  'after-publish',
] as const;
export type Seam = (typeof seams)[number];

/** Whose seam is reached. */
export interface Place {
  /** What a fault may call it: message type, consumer and saga step; method and path; database and message type of a relay. */
  readonly names: readonly string[];
  /** What is being handled, for the line about a firing. */
  readonly subject: FaultSubject;
}

export type FaultSubject = Partial<
  Pick<
    FaultLine,
    | 'correlation'
    | 'request'
    | 'message'
    | 'type'
    | 'consumer'
    | 'topic'
    | 'partition'
    | 'offset'
    | 'key'
    | 'database'
  >
>;

/** What whoever reached the seam is to do now; a crash gives no answer, a failure is thrown. */
export type Ruling = 'go on' | 'drop' | 'duplicate';

interface ArmedFaults {
  reach(seam: Seam, place: Place): Promise<Ruling>;
}

/**
 * What is armed in this process: undefined but in a lab, during a scenario that declares faults for it. That is all a
 * seam costs: `if (faults.armed) await ...`.
 */
export const faults: { armed: ArmedFaults | undefined } = { armed: undefined };

interface CurrentPlace extends Place {
  readonly names: string[];
}

const places = new AsyncLocalStorage<CurrentPlace>();

/** The transactions of `work` have this place's seams. */
export function atPlace<T>(place: Place, work: () => T): T {
  return places.run({ ...place, names: [...place.names] }, work);
}

/** Reaches a seam of the place we are at, if we are at any. */
export async function reachHere(seam: Seam): Promise<Ruling> {
  const place = places.getStore();
  return (place && (await faults.armed?.reach(seam, place))) ?? 'go on';
}

/**
 * From here on the place we are at is called so as well, up to its commit: something with names of its own is done in its
 * transaction, as a saga's local step is. Before that these names alone reach `before-handle`.
 */
export async function enterHere(names: readonly string[]): Promise<void> {
  const place = places.getStore();
  if (!place) return;
  await faults.armed?.reach('before-handle', { ...place, names });
  place.names.push(...names);
}

/** A handler between its seams. */
export async function throughSeams<T>(place: () => Place, handle: () => Promise<T>): Promise<T> {
  if (!faults.armed) return handle();
  return atPlace(place(), async () => {
    await reachHere('before-handle');
    const result = await handle();
    await reachHere('after-handle');
    return result;
  });
}
