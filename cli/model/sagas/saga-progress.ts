import type { SagaStepDefinition } from '../../systems/system.ts';
import { lastRow } from '../indexes/tables.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { stateOf, type SagaInstance } from './saga-instances.ts';
import { undoState } from './saga-states.ts';
import type { StepGroup } from './saga-steps.ts';

export const stepStatuses = [
  'remaining',
  'sent',
  'done',
  'skipped',
  'refused',
  'timed-out',
  'undoing',
  'undone',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

export interface StepProgress {
  readonly name: string;
  readonly kind: SagaStepDefinition['kind'];
  /** The group that it is in, where several are under way together; else null. */
  readonly group: string | null;
  readonly status: StepStatus;
}

/** How far an orchestrated saga is, step by step, and its way back. */
export interface SagaProgress {
  readonly steps: readonly StepProgress[];
  /** Whether it goes, or went, back. */
  readonly compensating: boolean;
  /** Names of the steps that were or have to be undone, in that order; of one that goes forward, those that would have to be. */
  readonly compensation: readonly string[];
}

/** Undefined where the system file names no steps. The instance's own account is believed; without it its state tells. */
export function progressOf(model: Model, instance: SagaInstance): SagaProgress | undefined {
  const { groups } = instance.saga;
  if (groups.length === 0) return undefined;
  const state = stateOf(model, instance) ?? '';
  const told = statusesOf(model, instance) ?? statusesBy(state, groups);
  const steps = groups.flatMap(({ name: group, steps }) =>
    steps.map(({ name, kind }): StepProgress => {
      const status = told.get(name) ?? 'remaining';
      return { name, kind, group: group === name ? null : group, status };
    }),
  );
  const compensating = state.startsWith(undoState('')) || state === 'COMPENSATED';
  return { steps, compensating, compensation: wayBack(instance, steps, compensating) };
}

const atStake: ReadonlySet<StepStatus> = new Set(['done', 'undoing', 'undone']);

/** The last first. There is none from the pivot on. A step that ran out of time may have been done: it is undone too. */
function wayBack(
  { saga: { groups } }: SagaInstance,
  steps: readonly StepProgress[],
  compensating: boolean,
): string[] {
  const isPast = steps.some(({ kind, status }) => kind !== 'compensatable' && status === 'done');
  if (isPast) return [];
  const undone = new Map(
    groups.flatMap((group) => group.steps).map(({ name, compensation }) => [name, compensation !== undefined]),
  );
  return steps
    .filter(
      ({ name, status }) =>
        undone.get(name) === true && (atStake.has(status) || (compensating && status === 'timed-out')),
    )
    .map(({ name }) => name)
    .reverse();
}

function statusesOf(model: Model, { saga, history }: SagaInstance): Map<string, StepStatus> | undefined {
  const table = model.tables.get(place(history.database, history.table));
  const text = table && lastRow(table, history)?.[saga.instance.steps ?? 'steps'];
  if (!text) return undefined;
  try {
    const told: unknown = JSON.parse(text);
    if (typeof told !== 'object' || told === null) return undefined;
    return new Map(
      Object.entries(told).flatMap(([name, status]) => {
        const known = stepStatuses.find((each) => each === status);
        return known === undefined ? [] : [[name, known] as const];
      }),
    );
  } catch {
    return undefined;
  }
}

function statusesBy(state: string, groups: readonly StepGroup[]): Map<string, StepStatus> {
  const forward = groups.findIndex(({ name }) => name === state);
  const back = groups.findIndex(({ name }) => undoState(name) === state);
  return new Map(
    groups.flatMap(({ steps }, index) =>
      steps.map(({ name, compensation }) => {
        const isUndone = compensation !== undefined;
        if (state === 'COMPLETED') return [name, 'done'] as const;
        if (state === 'COMPENSATED') return [name, isUndone ? 'undone' : 'remaining'] as const;
        if (forward >= 0) return [name, index < forward ? 'done' : index === forward ? 'sent' : 'remaining'];
        if (back < 0) return [name, 'remaining'];
        if (index < back) return [name, 'done'];
        return [name, !isUndone ? 'remaining' : index === back ? 'undoing' : 'undone'];
      }),
    ),
  );
}
