import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';

/** The row is locked also where it is another saga's: whoever unlocks it meanwhile sees what we stash. */
const text = `
INSERT INTO saga_lock_table AS held (target, saga_type, saga_id) VALUES ($1, $2, $3)
ON CONFLICT (target) DO UPDATE SET saga_id = excluded.saga_id
WHERE held.saga_type = excluded.saga_type AND held.saga_id = excluded.saga_id`;

/** False where another saga holds the target. Either way nobody else changes who holds it until the transaction ends. */
export async function claimTarget(tx: Transaction, target: string, saga: SagaKey): Promise<boolean> {
  const values = [target, saga.sagaType, saga.sagaId];
  const { rowCount } = await tx.query({ name: 'tram-claim-target', text, values });
  return rowCount === 1;
}
