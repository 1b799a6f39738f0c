import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';

const text = `
SELECT saga_type AS "sagaType", saga_id AS "sagaId" FROM saga_lock_table WHERE target = $1 FOR UPDATE`;

/** Who holds the target, which then nobody else changes until the transaction ends. */
export async function selectHolder(tx: Transaction, target: string): Promise<SagaKey | undefined> {
  const { rows } = await tx.query<SagaKey & { sagaType: string }>({
    name: 'tram-select-holder',
    text,
    values: [target],
  });
  return rows[0];
}
