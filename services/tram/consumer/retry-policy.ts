/** Exponential backoff with full jitter. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Upper bound of the first wait, in milliseconds; it doubles with every try. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** For a handler that throws. */
export const handlerRetries: RetryPolicy = { attempts: 5, baseMs: 50, maxMs: 2_000 };

/** For a store that cannot be reached: no message is to blame, so it has no last try. */
export const outageRetries: RetryPolicy = { attempts: Infinity, baseMs: 50, maxMs: 5_000 };

/** Milliseconds to wait after try number `attempt` (from 1) failed. `random` is in [0, 1). */
export function retryDelayMs({ baseMs, maxMs }: RetryPolicy, attempt: number, random: number): number {
  return Math.floor(random * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
}
