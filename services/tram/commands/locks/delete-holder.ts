import type { Transaction } from '../../postgres/transaction.ts';

export async function deleteHolder(tx: Transaction, target: string): Promise<void> {
  await tx.query('DELETE FROM saga_lock_table WHERE target = $1', [target]);
}
