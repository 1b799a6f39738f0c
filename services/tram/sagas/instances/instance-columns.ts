import { stringifyJson } from '../../message/json.ts';
import type { SagaDefinition } from '../definition.ts';
import { dueAtMs, type SagaInstance } from '../instance.ts';
import { stateText } from '../state-text.ts';

/** The values of the columns that change, in the order of `changingColumns`. */
export function columnsOf<Data>(
  definition: SagaDefinition<Data>,
  instance: SagaInstance<Data>,
): (string | number | boolean | null)[] {
  const { end, compensating, position, data, lastRequest, steps, tries } = instance;
  const due = dueAtMs(instance);
  return [
    JSON.stringify({
      currentlyExecuting: position,
      compensating,
      endState: end !== undefined,
      failed: end === 'FAILED',
    }),
    lastRequest ?? null,
    end !== undefined,
    compensating,
    end === 'FAILED',
    stringifyJson(data),
    stateText(definition, instance),
    JSON.stringify(steps),
    JSON.stringify(tries),
    due ?? null,
    Math.max(0, ...Object.values(tries).map(({ count }) => count)),
  ];
}
