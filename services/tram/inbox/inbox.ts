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
  /** False when the record is parked already, or its message is known to be handled. */
  park(parked: ParkedRecord): Promise<boolean>;
  /**
   * Parks it behind the earlier records of its key. 'free' when none is parked any more, as a redrive has just taken the
   * last: then it can be received.
   */
  parkBehind(parked: ParkedRecord): Promise<'parked' | 'duplicate' | 'free'>;
  /**
   * Runs `work` on the record of the key that was parked first and, when that resolves, parks it no longer; 'none' when
   * there is none. While one is parked, newer ones of its key wait.
   */
  redriveNext(
    consumer: string,
    topicKey: TopicKey,
    work: (parked: ParkedRecord, context: Context) => Promise<HandlerResult>,
  ): Promise<'handled' | 'duplicate' | 'none'>;
  /** Forgets what it keeps in memory: another process may have worked on our partitions. */
  refresh(consumer: string): Promise<void>;
}

export interface TopicKey {
  readonly topic: string;
  readonly key: string;
}
