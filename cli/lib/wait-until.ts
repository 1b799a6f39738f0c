import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
}

/** Looks again and again until `look` gives a value other than undefined; rejects with the signal's reason when it aborts. */
export async function waitUntil<T>(
  look: () => Promise<T | undefined> | T | undefined,
  { signal, everyMs = 10 }: WaitOptions,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    if (seen !== undefined) return seen;
    // A delay cut short rejects with an AbortError of its own; the loop's head tells the reason.
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
