import type { RecordToSend } from '../../broker/broker.ts';
import type { TextRow } from '../replication/pgoutput.ts';

/** An outbox row as the broker gets it. */
export interface OutboxRecord {
  readonly kind: 'record';
  readonly row: TextRow;
  readonly message: string;
  readonly correlation: string | null;
  readonly type: string | null;
  readonly record: RecordToSend;
}

/** A row that no retry can make publishable. */
export interface RejectedRow {
  readonly kind: 'rejected';
  readonly row: TextRow;
  readonly reason: string;
}

class Rejection extends Error {}

export function reject(reason: string): never {
  throw new Rejection(reason);
}

/** What `encode` makes of the row, or why nothing can be made of it (`reject`). */
export function recordOrReason(
  row: TextRow,
  encode: (row: TextRow) => OutboxRecord,
): OutboxRecord | RejectedRow {
  try {
    return encode(row);
  } catch (error) {
    if (error instanceof Rejection) return { kind: 'rejected', row, reason: error.message };
    throw error;
  }
}

/** Kafka's rule; a topic outside of it is refused by every broker. */
const topicName = /^[A-Za-z0-9._-]{1,249}$/;

/** `what` names where it comes from. */
export function requireTopic(what: string, topic: string): string {
  if (topicName.test(topic) && !/^\.{1,2}$/.test(topic)) return topic;
  return reject(`${what} "${topic}" cannot name a topic: letters, digits, ".", "_" and "-" can`);
}

export function requireColumn(row: TextRow, name: string): string {
  return row[name] ?? reject(`${name} is null`);
}

export function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return reject(`${name} is not JSON: ${(error as SyntaxError).message}`);
  }
}
