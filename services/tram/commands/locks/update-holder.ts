import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';

/** Passes the target on. */
export async function updateHolder(
  tx: Transaction,
  target: string,
  { sagaType, sagaId }: SagaKey,
): Promise<void> {
  await tx.query('UPDATE saga_lock_table SET saga_type = $2, saga_id = $3 WHERE target = $1', [
    target,
    sagaType,
    sagaId,
  ]);
}
