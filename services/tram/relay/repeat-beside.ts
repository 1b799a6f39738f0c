import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from './session.ts';

export interface Repeated {
  /** Resolves when the work under way has ended. */
  stop(): Promise<void>;
}

/** Does small work again and again beside the relay's own; where it fails, the log says so and the next time comes. */
export function repeatBeside(
  { signal, log }: Pick<Session, 'signal' | 'log'>,
  everyMs: number,
  work: () => Promise<void>,
): Repeated {
  const stopping = new AbortController();
  const ending = AbortSignal.any([signal, stopping.signal]);
  const ended = (async () => {
    while (!ending.aborted) {
      await delay(everyMs, undefined, { signal: ending, ref: false }).catch(() => undefined);
      if (ending.aborted) return;
      await work().catch((error: unknown) => log.warn({ err: error }, 'Work beside the relay failed'));
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
