import type { GetMessage } from 'amqplib';
import { deadHeaders, recordOf } from '../../services/tram/index.ts';
import type { ReadRecord } from '../model/mapping/mappings.ts';
import type { ParkedMessage } from './parked-message.ts';

export interface DeadLetterQueue {
  readonly consumer: string;
  /** The exchange whose messages come to `queue`. */
  readonly topic: string;
  /** Where what is redriven goes. */
  readonly queue: string;
  /** Where the dead letters lie. */
  readonly dead: string;
  readonly read: ReadRecord;
}

/** A dead letter as what it is: a message that its consumer has set aside. Its offset is its own, and tells it from the others. */
export function messageOfLetter(letter: GetMessage, from: DeadLetterQueue): ParkedMessage {
  const { offset, value, headers, timestampMs } = recordOf(letter);
  const told = (name: string): string | undefined => headers?.[name];
  const topic = told(deadHeaders.exchange) ?? from.topic;
  const key = told(deadHeaders.routingKey) ?? null;
  const read = from.read({ topic, key, value, ...(headers && { headers }) });
  return {
    consumer: from.consumer,
    topic,
    partition: 0,
    offset,
    key,
    messageId: read?.envelope.id ?? null,
    reason: told(deadHeaders.reason) ?? 'failed',
    error: told(deadHeaders.error) ?? 'whoever put it there did not say why',
    attempts: Number(told(deadHeaders.attempts) ?? 1),
    parkedAt: new Date(timestampMs).toISOString(),
    value,
    queue: from.dead,
  };
}
