import { AsyncLocalStorage } from 'node:async_hooks';

/** Why the code that runs now runs: what it sends is caused by this. */
export interface Cause {
  readonly correlationId: string;
  /** Id of the request or message being handled. */
  readonly causationId: string;
  /** W3C `traceparent` as it came in. */
  readonly traceparent?: string;
}

const current = new AsyncLocalStorage<Cause>();

/** Runs `work`; every message sent in it, across awaits, carries `cause` in its headers. */
export function runCausedBy<T>(cause: Cause, work: () => T): T {
  return current.run(cause, work);
}

export function currentCause(): Cause | undefined {
  return current.getStore();
}
