import type { MessageId } from '../message/message-id.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { MessageKey } from './insert-messages.ts';

const select = `
SELECT id FROM message
WHERE destination = $1 AND headers::json ->> 'PARTITION_ID' = $2
ORDER BY id DESC LIMIT 1`;

/** Greatest id of the key, if it has any message. */
export async function lastMessageId(
  tx: Transaction,
  { destination, partitionKey }: MessageKey,
): Promise<MessageId | undefined> {
  const { rows } = await tx.query<{ id: MessageId }>(select, [destination, partitionKey]);
  return rows[0]?.id;
}
