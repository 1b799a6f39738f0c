import { parseJson } from '../../message/json.ts';
import type { MessageId } from '../../message/message-id.ts';
import { databaseNowMs } from '../../postgres/now-ms.ts';
import type { SagaDefinition, SagaEnd } from '../definition.ts';
import type { SagaInstance } from '../instance.ts';
import { stateText } from '../state-text.ts';
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
  readonly now_ms: number;
}

export const instanceColumns = `
saga_id, state_name, compensating, end_state, state, last_request_id, steps, tries, saga_data_json, correlation_id, traceparent,
${databaseNowMs} AS now_ms`;

/** Throws an Error that says what is wrong where its data, or its place among the steps, are not the definition's. */
export function readRow<Data>(definition: SagaDefinition<Data>, row: InstanceRow): StoredSaga<Data> {
  const instance: SagaInstance<Data> = {
    id: row.saga_id,
    data: readData(definition, row.saga_id, row.saga_data_json),
    position: (JSON.parse(row.state_name) as { currentlyExecuting: number }).currentlyExecuting,
    compensating: row.compensating,
    end: row.end_state ? (row.state as SagaEnd) : undefined,
    lastRequest: row.last_request_id ?? undefined,
    steps: JSON.parse(row.steps) as SagaInstance['steps'],
    tries: JSON.parse(row.tries) as SagaInstance['tries'],
  };
  checkPlace(definition, instance, row.state);
  return {
    instance,
    correlationId: row.correlation_id,
    traceparent: row.traceparent ?? undefined,
    nowMs: row.now_ms,
  };
}

/** Places are stored as indexes: those of a changed definition's steps may be another's. */
function checkPlace<Data>(
  definition: SagaDefinition<Data>,
  instance: SagaInstance<Data>,
  stored: string,
): void {
  const expected = stateText(definition, instance);
  if (expected === stored) return;
  const here = instance.position in definition.steps ? expected : 'no step';
  throw new Error(
    `${definition.type} ${instance.id} is at ${stored}, where its definition has ${here}: was it changed while the saga was under way?`,
  );
}

/** A saga's data out of their JSON. */
export function readData<Data>({ type, data }: SagaDefinition<Data>, id: string, json: string): Data {
  const result = data.safeParse(parseJson(json));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`);
  throw new Error(`Data of ${type} ${id} do not fit their schema: ${problems.join('; ')}`);
}
