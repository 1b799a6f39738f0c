import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';

const text = `
SELECT target FROM saga_stash_table WHERE saga_id = $2 AND saga_type = $1 ORDER BY sequence LIMIT 1`;

/** What an earlier message of the saga waits for. */
export async function selectStashedTarget(
  tx: Transaction,
  { sagaType, sagaId }: SagaKey,
): Promise<string | undefined> {
  const values = [sagaType, sagaId];
  const { rows } = await tx.query<{ target: string }>({ name: 'tram-select-stashed-target', text, values });
  return rows[0]?.target;
}
