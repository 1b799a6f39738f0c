/**
 * Does work that must end after so many milliseconds, or when `signal` aborts. The limit's reason is then a TimeoutError, or the
 * signal's. Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect the pair as garbage before it fires, and
 * the work never ends.
 */
export async function withinLimit<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
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
