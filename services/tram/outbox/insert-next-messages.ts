import type { Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { columnsOf } from './insert-messages.ts';

/** Messages with the same destination and partition key keep their order. */
export interface MessageKey {
  readonly destination: string;
  readonly partitionKey: string;
}

const text = `
WITH next AS (
  INSERT INTO message_key AS key (destination, partition_id, last_id)
  VALUES ($5, $6, $8)
  ON CONFLICT (destination, partition_id) DO UPDATE SET last_id = $8 WHERE key.last_id < $7
  RETURNING last_id
)
INSERT INTO message (id, destination, headers, payload, published, creation_time)
SELECT id, destination, headers, payload, 0, round(extract(epoch FROM clock_timestamp()) * 1000)
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (id, destination, headers, payload)
WHERE EXISTS (SELECT FROM next)`;

/**
 * Appends messages of one key, ids ascending, if they come after the key's last. False, and nothing is appended, when
 * they do not. Either way no other transaction appends to the key until this one ends.
 */
export async function insertNextMessages(
  tx: Transaction,
  messages: readonly Message[],
  { destination, partitionKey }: MessageKey,
): Promise<boolean> {
  const [firstId, lastId] = [messages.at(0)?.id, messages.at(-1)?.id];
  const values = [...columnsOf(messages), destination, partitionKey, firstId, lastId];
  const { rowCount } = await tx.query({ name: 'tram-insert-next-messages', text, values });
  return rowCount === messages.length;
}
