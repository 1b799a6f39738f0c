const firstMs = 100;
const longestMs = 10_000;

/** Time a process must have been well for its earlier failures to be forgotten. */
export const wellAfterMs = 10_000;

/** Milliseconds before restart number `failures` in a row (1 = the first). */
export function backoffMs(failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 16));
}
