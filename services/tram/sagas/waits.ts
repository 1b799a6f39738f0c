import type { Backoff, Step } from './definition.ts';

const usualBackoff: Backoff = { firstMs: 200, maxMs: 30_000 };

/** How long to wait after try number `count` (from 1) was refused. */
export function backoffMs<Data>({ backoff = usualBackoff }: Step<Data>, count: number): number {
  return doubled(backoff.firstMs, count, backoff.maxMs);
}

/** As much longer as the first may the last of many tries take. */
const mostPatience = 10;

/** How long try number `count` may take. Later ones may take longer, so that a slow participant is not asked for ever. */
export function limitMs<Data>({ timeout }: Step<Data>, count: number): number | undefined {
  return timeout && doubled(timeout.afterMs, count, timeout.afterMs * mostPatience);
}

function doubled(firstMs: number, count: number, maxMs: number): number {
  return Math.min(maxMs, firstMs * 2 ** (count - 1));
}
