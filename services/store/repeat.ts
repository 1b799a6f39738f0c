import { setTimeout as delay } from 'node:timers/promises';

/** Does `task` again and again, `everyMs` after it last ended, until it is stopped, which waits for its end. */
export function repeat(
  everyMs: number,
  task: () => Promise<void>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await delay(everyMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await task().catch(onError);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
