import type { Transaction } from '../postgres/transaction.ts';
import { storable } from './storable.ts';
import type { Delivery } from './inbox.ts';

const text = `
INSERT INTO received_messages (consumer_id, message_id, creation_time)
SELECT $1, $2, round(extract(epoch FROM clock_timestamp()) * 1000)
WHERE NOT EXISTS (
  SELECT FROM parked_messages WHERE consumer_id = $1 AND topic = $3 AND record_key = $4
)
ON CONFLICT DO NOTHING`;

/** Takes note of the message; false when it was noted before, or when a record of its key is parked. */
export async function insertReceived(
  tx: Transaction,
  { consumer, record, message }: Delivery,
): Promise<boolean> {
  const key = record.key === null ? null : storable(record.key);
  const values = [consumer, message.id, record.topic, key];
  const { rowCount } = await tx.query({ name: 'tram-insert-received', text, values });
  return rowCount === 1;
}

const redriven = `
INSERT INTO received_messages (consumer_id, message_id, creation_time)
VALUES ($1, $2, round(extract(epoch FROM clock_timestamp()) * 1000))
ON CONFLICT DO NOTHING`;

/** The same for the parked record whose turn it is. */
export async function insertRedriven(tx: Transaction, consumer: string, messageId: string): Promise<boolean> {
  const { rowCount } = await tx.query(redriven, [consumer, messageId]);
  return rowCount === 1;
}
