import type { BrokerRecord } from '../broker/broker.ts';
import type { HandlerResult } from '../consumer/message-handler.ts';
import type { Message } from '../message/message.ts';

/** One delivery of a message to one consumer (the Kafka group). */
export interface Delivery {
  readonly consumer: string;
  readonly record: BrokerRecord;
  readonly message: Message;
}

/** A record set aside, with everything that is needed to deliver it later. */
export interface ParkedRecord {
  readonly consumer: string;
  readonly record: BrokerRecord;
  /** Null when the record is too broken to say. */
  readonly messageId: string | null;
  /** Its handler failed; no retry can help; or an earlier record of its key is parked. */
  readonly reason: 'failed' | 'unprocessable' | 'behind';
  readonly error: string;
  /** How often it was tried. */
  readonly attempts: number;
}

/** What a consumer remembers, so that a repeated delivery has no effect and a poison message does not stop the others. */
export interface Inbox<Context> {
  /** Runs `work`, unless the message was handled before ('duplicate') or an earlier record of its key is parked ('blocked'). */
  receive(
    delivery: Delivery,
    work: (context: Context) => Promise<HandlerResult>,
  ): Promise<'handled' | 'duplicate' | 'blocked'>;
  /** False when the record is parked already. */
  park(parked: ParkedRecord): Promise<boolean>;
  /** Forgets what it keeps in memory: another process may have worked on our partitions. */
  refresh(consumer: string): Promise<void>;
}
