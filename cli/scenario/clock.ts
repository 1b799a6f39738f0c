/** Milliseconds since a reading of `performance.now()`, to the microsecond: more digits would say nothing. */
export function elapsedMs(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 1000) / 1000;
}

/** Epoch milliseconds by the lab's clock, with fraction. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
