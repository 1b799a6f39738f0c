import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaDefinition } from '../definition.ts';
import type { SagaInstance } from '../instance.ts';
import { columnsOf } from './instance-columns.ts';

const text = `
UPDATE saga_instance
SET state_name = $3, last_request_id = $4, end_state = $5, compensating = $6, failed = $7,
    saga_data_json = $8, state = $9, steps = $10, tries = $11, due_at = to_timestamp($12::float8 / 1000), attempt = $13,
    updated_at = clock_timestamp()
WHERE saga_type = $1 AND saga_id = $2`;

export async function updateInstance<Data>(
  tx: Transaction,
  definition: SagaDefinition<Data>,
  instance: SagaInstance<Data>,
): Promise<void> {
  const values = [definition.type, instance.id, ...columnsOf(definition, instance)];
  await tx.query({ name: 'tram-update-saga', text, values });
}
