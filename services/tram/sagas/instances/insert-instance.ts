import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaDefinition } from '../definition.ts';
import { columnsOf } from './instance-columns.ts';
import type { StoredSaga } from './stored-saga.ts';

const text = `
INSERT INTO saga_instance (saga_type, saga_id, saga_data_type, correlation_id, traceparent,
                           state_name, last_request_id, end_state, compensating, failed, saga_data_json,
                           state, steps, tries, due_at, attempt)
VALUES ($1, $2, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, to_timestamp($14::float8 / 1000), $15)`;

export async function insertInstance<Data>(
  tx: Transaction,
  definition: SagaDefinition<Data>,
  { instance, correlationId, traceparent }: Omit<StoredSaga<Data>, 'nowMs'>,
): Promise<void> {
  const values = [
    definition.type,
    instance.id,
    correlationId,
    traceparent ?? null,
    ...columnsOf(definition, instance),
  ];
  await tx.query({ name: 'tram-insert-saga', text, values });
}
