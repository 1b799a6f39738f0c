import type { ConsumeOptions } from './consume-options.ts';
import { createDeliver } from './deliver.ts';
import type { TopicKey } from '../inbox/inbox.ts';
import { createRedrive, type RedriveResult } from './redrive.ts';
import { handlerRetries } from './retry-policy.ts';
import { untilAvailable } from './until-available.ts';

export interface Consumer {
  /** Who consumes: the Kafka group and the inbox's consumer_id. */
  readonly name: string;
  /** Handles the parked records of a key again, in order, until none is left or one fails. */
  redrive(topicKey: TopicKey): Promise<RedriveResult>;
  /** Waits for the messages being handled; retries that are due later are left to the next start. */
  stop(): Promise<void>;
}

/**
 * Receives messages from named channels, those of one partition one after another, and hands each to its handler in the
 * inbox's transaction. Rejects when the broker cannot be reached at first; from then on it mends itself until stopped.
 */
export async function consume<Context>(options: ConsumeOptions<Context>): Promise<Consumer> {
  const { consumer, broker, channels, inbox, log, deadLetters } = options;
  const stopping = new AbortController();
  const outage = {
    signal: stopping.signal,
    onOutage: (error: Error) => log.warn({ consumer, err: error }, 'store not available, trying again'),
  };
  const subscription = await broker.subscribe({
    group: consumer,
    topics: channels,
    ...(deadLetters && { deadLetters }),
    onRecord: createDeliver({ retry: handlerRetries, ...options, ...outage }),
    onAssigned: () => untilAvailable(() => inbox.refresh(consumer), outage),
    onError: (error) => log.error({ consumer, err: error }, 'subscription failed, it goes on'),
  });
  return {
    name: consumer,
    redrive: createRedrive({ ...options, ...outage }),
    async stop() {
      stopping.abort();
      await subscription.stop();
    },
  };
}
