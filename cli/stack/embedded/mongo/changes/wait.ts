import { deferred } from '../../../../lib/deferred.ts';
import type { History } from '../storage/history.ts';

/** Resolves at the next change, after `ms`, or when a signal aborts, whichever is first. */
export async function waitForChange(
  history: History,
  ms: number,
  signals: readonly AbortSignal[],
): Promise<void> {
  const { promise, resolve } = deferred();
  const done = (): void => resolve();
  const timer = setTimeout(done, ms);
  const forget = history.onAdded(done);
  for (const signal of signals) signal.addEventListener('abort', done);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    forget();
    for (const signal of signals) signal.removeEventListener('abort', done);
  }
}
