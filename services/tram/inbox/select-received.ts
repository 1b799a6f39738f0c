import type { Transaction } from '../postgres/transaction.ts';
import type { Delivery } from './inbox.ts';

const select = 'SELECT FROM received_messages WHERE consumer_id = $1 AND message_id = $2';

export async function wasReceived(tx: Transaction, { consumer, message }: Delivery): Promise<boolean> {
  const { rowCount } = await tx.query(select, [consumer, message.id]);
  return rowCount === 1;
}
