import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaDefinition } from '../definition.ts';
import { instanceColumns, type InstanceRow, readRow } from './instance-row.ts';
import type { StoredSaga } from './stored-saga.ts';

const text = `
SELECT ${instanceColumns} FROM saga_instance WHERE saga_type = $1 AND saga_id = $2 FOR UPDATE`;

/** The instance, locked until the transaction ends: who answers it, and whose time is up, take turns. */
export async function lockInstance<Data>(
  tx: Transaction,
  definition: SagaDefinition<Data>,
  id: string,
): Promise<StoredSaga<Data> | undefined> {
  const { rows } = await tx.query<InstanceRow>({
    name: 'tram-lock-saga',
    text,
    values: [definition.type, id],
  });
  return rows[0] && readRow(definition, rows[0]);
}
