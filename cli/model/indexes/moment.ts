import type { Observation } from '../observation.ts';

/** When something happened, in epoch milliseconds by each clock that says. Clocks are columns: nothing is joined by them. */
export interface Moment {
  readonly seenMs: number;
  readonly sourceMs: number | undefined;
}

export function momentOf({ seenMs, sourceMs }: Observation): Moment {
  return { seenMs, sourceMs };
}

/** A moment known to have been so many milliseconds earlier. */
export function earlier({ seenMs, sourceMs }: Moment, ms: number): Moment {
  return { seenMs: seenMs - ms, sourceMs: sourceMs === undefined ? undefined : sourceMs - ms };
}

/** Brokers and document stores tell whole milliseconds, cut off: less than this is no disagreement. */
const resolutionMs = 1;

/**
 * Milliseconds from one moment to another: by the clocks of the sources when both say, else by the lab's. Negative
 * where the clocks disagree by more than their resolution: what they say is printed as it is.
 */
export function elapsedMs(from: Moment, to: Moment): number {
  const both = from.sourceMs !== undefined && to.sourceMs !== undefined;
  const ms = both ? to.sourceMs - from.sourceMs : to.seenMs - from.seenMs;
  return ms < 0 && ms > -resolutionMs ? 0 : roundMs(ms);
}

/** To the microsecond: what lies below is noise of the floating point. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
