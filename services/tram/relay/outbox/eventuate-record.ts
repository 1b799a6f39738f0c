import type { RecordToSend } from '../broker/broker.ts';
import type { MessageId } from '../message/message-id.ts';
import { messageType } from '../message/message-type.ts';
import { header, type Headers } from '../message/message.ts';
import { encodeRecordValue } from '../message/record-value.ts';
import type { TextRow } from './replication/pgoutput.ts';

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

/** Kafka's rule; a topic outside of it is refused by every broker. */
const topicName = /^[A-Za-z0-9._-]{1,249}$/;

class Rejection extends Error {}

/** Undefined for a row that was inserted as published already, which Eventuate Tram's relay leaves out as well. */
export function toOutboxRecord(row: TextRow): OutboxRecord | RejectedRow | undefined {
  if (row['published'] === '1') return undefined;
  try {
    return encode(row);
  } catch (error) {
    if (error instanceof Rejection) return { kind: 'rejected', row, reason: error.message };
    throw error;
  }
}

function encode(row: TextRow): OutboxRecord {
  const id = column(row, 'id');
  const destination = column(row, 'destination');
  if (!topicName.test(destination) || /^\.{1,2}$/.test(destination)) {
    throw new Rejection(
      `destination "${destination}" cannot name a topic: letters, digits, ".", "_" and "-" can`,
    );
  }
  const headers = readHeaders(id, column(row, 'headers'));
  const payload = column(row, 'payload');
  readJson('payload', payload);
  const message = { id: id as MessageId, destination, headers, payload };
  return {
    kind: 'record',
    row,
    message: id,
    correlation: headers[header.correlationId] ?? null,
    type: messageType(headers),
    record: { topic: destination, key: headers[header.partitionId] ?? id, value: encodeRecordValue(message) },
  };
}

function column(row: TextRow, name: string): string {
  const value = row[name];
  if (value === undefined || value === null) throw new Rejection(`${name} is null`);
  return value;
}

/** Where the database makes the ids, the stored headers lack theirs: it is the relay that adds it. */
function readHeaders(id: string, text: string): Headers {
  const headers = readJson('headers', text);
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    throw new Rejection('headers is JSON, but no object');
  }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') throw new Rejection(`header ${name} is no string`);
  }
  return header.id in headers ? (headers as Headers) : { ...(headers as Headers), [header.id]: id };
}

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Rejection(`${name} is not JSON: ${(error as SyntaxError).message}`);
  }
}
