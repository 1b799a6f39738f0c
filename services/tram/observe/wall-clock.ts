/** What a computer has: `wallMs` is the epoch in whole milliseconds, `steadyMs` epoch milliseconds with fractions that only run on. */
export interface Clocks {
  readonly wallMs: () => number;
  readonly steadyMs: () => number;
}

/** A reading that is this much earlier than the one before is a wall clock that was set back, and is followed. */
const setBackMs = 1_000;

/**
 * Epoch milliseconds with fractions, for times that are compared with those of other processes. The steady clock
 * alone would not do: it stands still while a computer sleeps or a virtual machine is held, and knows nothing of a
 * wall clock that is set, so that two processes, one started before and one after, would differ for ever.
 */
export function wallClock({ wallMs, steadyMs }: Clocks): () => number {
  let correction = 0;
  let last = -Infinity;
  return () => {
    const before = steadyMs();
    const wall = wallMs();
    const after = steadyMs();
    // When `wall` was read it was at least `wall` and less than a millisecond more, at some time between the two readings.
    if (after + correction < wall) correction = wall - after;
    else if (before + correction > wall + 1) correction = wall + 1 - before;
    const reading = after + correction;
    last = reading < last && last - reading < setBackMs ? last : reading;
    return last;
  };
}
