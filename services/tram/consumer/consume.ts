import type { Broker } from '../broker/broker.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Message } from '../message/message.ts';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Log } from '../observe/log.ts';
import { createDeliver } from './deliver.ts';
import type { MessageHandler } from './message-handler.ts';
import { handlerRetries, type RetryPolicy } from './retry-policy.ts';
import { untilAvailable } from './until-available.ts';

export interface ConsumeOptions<Context> {
  /** Who consumes: the Kafka group and the inbox's consumer_id. Its replicas share the partitions. */
  readonly consumer: string;
  /** Name of the service, for the lines. */
  readonly service: string;
  readonly broker: Broker;
  /** Topics; they must exist. */
  readonly channels: readonly string[];
  readonly inbox: Inbox<Context>;
  /** Undefined skips the message; throwing parks it. */
  readonly handlerFor: (message: Message) => MessageHandler<Context> | undefined;
  readonly lines: LineWriter;
  readonly log: Log;
  /** Default: 5 tries, waiting up to 50, 100, 200, 400 ms. */
  readonly retry?: RetryPolicy;
}

export interface Consumer {
  /** Waits for the messages being handled; retries that are due later are left to the next start. */
  stop(): Promise<void>;
}

/**
 * Receives messages from named channels, those of one partition one after another, and hands each to its handler in the
 * inbox's transaction. Rejects when the broker cannot be reached at first; from then on it mends itself until stopped.
 */
export async function consume<Context>(options: ConsumeOptions<Context>): Promise<Consumer> {
  const { consumer, broker, channels, inbox, log } = options;
  const stopping = new AbortController();
  const outage = {
    signal: stopping.signal,
    onOutage: (error: Error) => log.warn({ consumer, err: error }, 'store not available, trying again'),
  };
  const subscription = await broker.subscribe({
    group: consumer,
    topics: channels,
    onRecord: createDeliver({ retry: handlerRetries, ...options, ...outage }),
    onAssigned: () => untilAvailable(() => inbox.refresh(consumer), outage),
    onError: (error) => log.error({ consumer, err: error }, 'subscription failed, it goes on'),
  });
  return {
    async stop() {
      stopping.abort();
      await subscription.stop();
    },
  };
}
