import { undoOf } from '../message/saga-step.ts';
import type { SagaDefinition } from './definition.ts';
import type { SagaInstance } from './instance.ts';

/** What people and probes read: how it ended, else what is under way, `do-payment` or `undo create-order`. */
export function stateText<Data>(
  { steps }: SagaDefinition<Data>,
  { end, compensating, position }: SagaInstance<Data>,
): string {
  if (end !== undefined) return end;
  const name = steps[position]?.name ?? '';
  return compensating ? undoOf(name) : name;
}
