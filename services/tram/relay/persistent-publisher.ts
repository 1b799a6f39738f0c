import { setTimeout as delay } from 'node:timers/promises';
import type { Publisher, RecordToSend, SentRecord } from '../broker/broker.ts';
import type { Log } from '../observe/log.ts';
import { type Backoff, waitAfter } from './pace.ts';
import { isRefusal } from './refusal.ts';

export interface PersistentPublisherOptions {
  readonly open: () => Promise<Publisher>;
  readonly log: Log;
}

const backoff: Backoff = { firstMs: 50, mostMs: 2000 };
const closeWithinMs = 2000;

/**
 * Publishes the same records until the broker has confirmed them, however long it is away: later rows of a key must not
 * overtake earlier ones. After a failure the producer is replaced, as its session may be broken for good.
 */
export class PersistentPublisher {
  readonly #options: PersistentPublisherOptions;
  #current: Promise<Publisher> | undefined;

  constructor(options: PersistentPublisherOptions) {
    this.#options = options;
  }

  /** Rejects when the signal aborts, or when the broker refuses the records for what they are (`isRefusal`). */
  async publish(records: readonly RecordToSend[], signal: AbortSignal): Promise<readonly SentRecord[]> {
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted();
      try {
        this.#current ??= this.#options.open();
        const publisher = await this.#current;
        return await publisher.publish(records);
      } catch (error) {
        if (isRefusal(error)) throw error;
        await this.close();
        signal.throwIfAborted();
        const waitMs = Math.round(waitAfter(failures, backoff));
        this.#options.log.warn(
          { err: error, failures, waitMs },
          'The broker did not confirm; publishing again',
        );
        await delay(waitMs, undefined, { signal });
      }
    }
  }

  /** Waits at most 2 s for the goodbye. */
  async close(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    const closed = current?.then((publisher) => publisher.close()).catch(() => undefined);
    await Promise.race([closed, delay(closeWithinMs, undefined, { ref: false })]);
  }
}
