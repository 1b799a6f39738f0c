import { setTimeout as delay } from 'node:timers/promises';
import { afterFailure, type BreakerSettings, closedBreaker, letThrough } from './circuit-breaker.ts';
import { type Settled, waitMs } from './domain.ts';
import type { Charge, Provider } from './provider.ts';

export interface AskOptions {
  readonly provider: Provider;
  readonly attempts: number;
  /** Before the second try; doubled before each that follows. */
  readonly retryMs: number;
  readonly breaker: BreakerSettings;
  readonly stopping: AbortSignal;
}

/** `unsent`: no request reached the provider. `unsettled`: it failed, and may have charged. */
export type Asked = Settled | 'unsent' | 'unsettled';

/** Asks for a charge, again where that fails, and not at all while the provider seems to be down. Rejects only when the service ends. */
export function asker({ provider, attempts, retryMs, breaker: settings, stopping }: AskOptions) {
  let breaker = closedBreaker;
  return async (charge: Charge): Promise<Asked> => {
    let sent = false;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await delay(waitMs(retryMs, attempt), undefined, { signal: stopping });
      const through = letThrough(breaker, settings, Date.now());
      if (!through) continue;
      breaker = through;
      const outcome = await provider.charge(charge);
      if (outcome !== 'failed' && outcome !== 'not-sent') {
        breaker = closedBreaker;
        return outcome;
      }
      breaker = afterFailure(breaker, settings, Date.now());
      sent ||= outcome === 'failed';
    }
    return sent ? 'unsettled' : 'unsent';
  };
}
