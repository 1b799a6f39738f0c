/** Epoch milliseconds with three decimals; never goes back within a process. */
export function nowMs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000) / 1000;
}

/** Milliseconds since `startMs` (a `nowMs`), with three decimals. */
export function sinceMs(startMs: number): number {
  return Math.round((nowMs() - startMs) * 1000) / 1000;
}
