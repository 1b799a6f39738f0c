import { setMaxListeners } from 'node:events';

/**
 * Does work that must end when `signal` aborts or after so many milliseconds, whichever is first. The limit's reason
 * is then the signal's, or a TimeoutError. Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect the
 * pair as garbage before it fires, and the wait never ends.
 */
export async function withLimit<T>(
  signal: AbortSignal | undefined,
  ms: number,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  // What runs in parallel waits for the same limit: many listeners are no leak, and Node would warn the user of one.
  setMaxListeners(0, limit.signal);
  const stop = () => limit.abort(signal?.reason);
  const timer = setTimeout(() => limit.abort(new DOMException(`Not within ${ms} ms`, 'TimeoutError')), ms);
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Whether it was the limit that ended the work, and not the caller's signal. */
export function isTimeout(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'TimeoutError';
}
