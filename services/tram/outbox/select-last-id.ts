import type { MessageId } from '../message/message-id.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { MessageKey } from './insert-next-messages.ts';

const select = 'SELECT last_id FROM message_key WHERE destination = $1 AND partition_id = $2';

/** Id of the key's last message, if it has any. */
export async function selectLastId(
  tx: Transaction,
  { destination, partitionKey }: MessageKey,
): Promise<MessageId | undefined> {
  const { rows } = await tx.query<{ last_id: MessageId }>(select, [destination, partitionKey]);
  return rows[0]?.last_id;
}
