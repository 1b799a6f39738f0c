import type { Broker, BrokerRecord, DeadLetterPolicy } from '../broker/broker.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Message } from '../message/message.ts';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Log } from '../observe/log.ts';
import type { MessageHandler } from './message-handler.ts';
import type { RetryPolicy } from './retry-policy.ts';

export interface ConsumeOptions<Context> {
  /** Who consumes: the Kafka group and the inbox's consumer_id. Its replicas share the partitions. */
  readonly consumer: string;
  /** Name of the service, for the lines. */
  readonly service: string;
  readonly broker: Broker;
  /** Topics; they must exist. */
  readonly channels: readonly string[];
  readonly inbox: Inbox<Context>;
  /** How a record becomes a message; throws MalformedMessageError, which parks it. Default: Eventuate Tram's form. */
  readonly readMessage?: (record: BrokerRecord) => Message;
  /** Undefined skips the message; throwing parks it. */
  readonly handlerFor: (message: Message) => MessageHandler<Context> | undefined;
  readonly lines: LineWriter;
  readonly log: Log;
  /** Default: 5 tries, waiting up to 50, 100, 200, 400 ms. */
  readonly retry?: RetryPolicy;
  /** What would be parked in the inbox goes to the broker's dead letters instead; only for a broker that has them. */
  readonly deadLetters?: DeadLetterPolicy | undefined;
}
