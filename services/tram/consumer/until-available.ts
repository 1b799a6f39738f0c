import { setTimeout as delay } from 'node:timers/promises';
import { toError } from '../message/errors.ts';
import { failureKind } from './failure-kind.ts';
import { outageRetries, retryDelayMs } from './retry-policy.ts';

export interface OutageOptions {
  /** Ends the waiting: the call then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onOutage: (error: Error) => void;
}

/** Tries `work` again for as long as its store cannot be reached; any other error is the caller's. */
export async function untilAvailable<T>(
  work: () => Promise<T>,
  { signal, onOutage }: OutageOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (failureKind(error) !== 'outage') throw error;
      onOutage(toError(error));
    }
    await delay(retryDelayMs(outageRetries, attempt, Math.random()), undefined, { signal });
  }
}
