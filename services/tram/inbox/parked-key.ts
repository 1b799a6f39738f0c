import type { RecordHeaders } from '../broker/broker.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { ParkedRecord, TopicKey } from './inbox.ts';
import { storable } from './storable.ts';

/** Held until the transaction ends: a redrive of the key and those who park behind it take turns. */
export async function lockKey(tx: Transaction, consumer: string, { topic, key }: TopicKey): Promise<void> {
  const name = JSON.stringify(['parked', consumer, topic, storable(key)]);
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

const select = `
SELECT partition, record_offset, record_timestamp, record_key, record_value, record_headers, message_id, reason, error, attempts
FROM parked_messages WHERE consumer_id = $1 AND topic = $2 AND record_key = $3
ORDER BY sequence LIMIT 1 FOR UPDATE`;

interface ParkedRow {
  readonly partition: number;
  readonly record_offset: string;
  readonly record_timestamp: string;
  readonly record_key: string | null;
  readonly record_value: string | null;
  readonly record_headers: RecordHeaders | null;
  readonly message_id: string | null;
  readonly reason: ParkedRecord['reason'];
  readonly error: string;
  readonly attempts: number;
}

/** The record of the key that was parked first. */
export async function selectFirstParked(
  tx: Transaction,
  consumer: string,
  { topic, key }: TopicKey,
): Promise<ParkedRecord | undefined> {
  const { rows } = await tx.query<ParkedRow>(select, [consumer, topic, storable(key)]);
  const [row] = rows;
  if (!row) return undefined;
  const record = {
    topic,
    partition: row.partition,
    offset: row.record_offset,
    timestampMs: Number(row.record_timestamp),
    key: row.record_key,
    value: row.record_value,
    ...(row.record_headers && { headers: row.record_headers }),
  };
  const { message_id: messageId, reason, error, attempts } = row;
  return { consumer, record, messageId, reason, error, attempts };
}

const remove = `
DELETE FROM parked_messages WHERE consumer_id = $1 AND topic = $2 AND partition = $3 AND record_offset = $4
  AND record_timestamp = $5`;

export async function deleteParked(tx: Transaction, { consumer, record }: ParkedRecord): Promise<void> {
  const { topic, partition, offset, timestampMs } = record;
  await tx.query(remove, [consumer, topic, partition, offset, timestampMs]);
}
