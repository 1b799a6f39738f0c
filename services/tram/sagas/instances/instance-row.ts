import { parseJson } from '../../message/json.ts';
import type { MessageId } from '../../message/message-id.ts';
import type { SagaDefinition, SagaEnd } from '../definition.ts';
import type { SagaInstance } from '../instance.ts';
import type { StoredSaga } from './stored-saga.ts';

export interface InstanceRow {
  readonly saga_id: string;
  readonly state_name: string;
  readonly compensating: boolean;
  readonly end_state: boolean;
  readonly state: string;
  readonly last_request_id: MessageId | null;
  readonly steps: string;
  readonly tries: string;
  readonly saga_data_json: string;
  readonly correlation_id: string;
  readonly traceparent: string | null;
}

export const instanceColumns = `
saga_id, state_name, compensating, end_state, state, last_request_id, steps, tries, saga_data_json, correlation_id, traceparent`;

/** Throws an Error that says what of the data is wrong where they are not what the definition's schema says. */
export function readRow<Data>(definition: SagaDefinition<Data>, row: InstanceRow): StoredSaga<Data> {
  return {
    instance: {
      id: row.saga_id,
      data: readData(definition, row.saga_id, row.saga_data_json),
      position: (JSON.parse(row.state_name) as { currentlyExecuting: number }).currentlyExecuting,
      compensating: row.compensating,
      end: row.end_state ? (row.state as SagaEnd) : undefined,
      lastRequest: row.last_request_id ?? undefined,
      steps: JSON.parse(row.steps) as SagaInstance['steps'],
      tries: JSON.parse(row.tries) as SagaInstance['tries'],
    },
    correlationId: row.correlation_id,
    traceparent: row.traceparent ?? undefined,
  };
}

/** A saga's data out of their JSON. */
export function readData<Data>({ type, data }: SagaDefinition<Data>, id: string, json: string): Data {
  const result = data.safeParse(parseJson(json));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`);
  throw new Error(`Data of ${type} ${id} do not fit their schema: ${problems.join('; ')}`);
}
