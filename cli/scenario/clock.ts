/** Milliseconds since a reading of `performance.now()`, to the microsecond: more digits would say nothing. */
export function elapsedMs(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 1000) / 1000;
}
