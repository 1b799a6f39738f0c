export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** Milliseconds to wait after so many failures in a row (1 for the first): doubled each time, the last half of it by chance. */
export function waitAfter(
  failures: number,
  { firstMs, mostMs }: Backoff,
  random: () => number = Math.random,
): number {
  const full = Math.min(mostMs, firstMs * 2 ** (failures - 1));
  return full / 2 + (full / 2) * random();
}
