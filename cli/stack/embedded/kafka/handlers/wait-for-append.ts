import type { PartitionLog } from '../storage/partition-log.ts';

/** Resolves at the next write to one of the logs, when the time is over, or when the signal aborts. */
export function waitForAppend(
  logs: readonly PartitionLog[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    const stops = logs.map((log) => log.onAppend(done));
    signal.addEventListener('abort', done, { once: true });
  });
}
