import type { ParkedRecord } from './inbox.ts';
import type { Queryable } from '../postgres/transaction.ts';
import { storable } from './storable.ts';

const insert = `
INSERT INTO parked_messages (consumer_id, topic, partition, record_offset, record_timestamp, record_key, record_value,
                             message_id, reason, error, attempts, record_headers)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
WHERE NOT EXISTS (SELECT FROM received_messages WHERE consumer_id = $1 AND message_id = $8)
ON CONFLICT DO NOTHING`;

/** False when the record is there already, or its message was handled, as by the member that has its partition by now. */
export async function insertParked(db: Queryable, parked: ParkedRecord): Promise<boolean> {
  const { consumer, record, messageId, reason, error, attempts } = parked;
  const { rowCount } = await db.query(insert, [
    consumer,
    record.topic,
    record.partition,
    record.offset,
    record.timestampMs,
    record.key === null ? null : storable(record.key),
    record.value === null ? null : storable(record.value),
    messageId,
    reason,
    storable(error),
    attempts,
    record.headers === undefined ? null : JSON.stringify(record.headers),
  ]);
  return rowCount === 1;
}
