import { setTimeout as delay } from 'node:timers/promises';

/** Waits for `work`, but no longer than `ms`; how it ends, or whether, makes no difference. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const limit = delay(ms, undefined, { signal: timer.signal });
  await Promise.race([work, limit]).catch(() => undefined);
  timer.abort();
  await limit.catch(() => undefined);
}
