import type { SagaStepDefinition } from '../../systems/system.ts';
import { lastRow } from '../indexes/tables.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { isTerminal, stateOf, type SagaInstance } from './saga-instances.ts';
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
  /** States still to come if nothing is refused from now on; empty at its end. */
  readonly expected: readonly string[];
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
  const compensation = wayBack(instance, steps, compensating);
  const expected = isTerminal(model, instance) ? [] : expectedFrom(state, groups, steps, compensating);
  return { steps, compensating, compensation, expected };
}

function expectedFrom(
  state: string,
  groups: readonly StepGroup[],
  steps: readonly StepProgress[],
  compensating: boolean,
): string[] {
  const statuses = new Map(steps.map(({ name, status }) => [name, status]));
  const ofGroup = (status: StepStatus) => (group: StepGroup) =>
    group.steps.some(({ name }) => statuses.get(name) === status);
  if (!compensating)
    return [
      ...groups
        .filter((group) => group.name !== state && ofGroup('remaining')(group))
        .map(({ name }) => name),
      'COMPLETED',
    ];
  const back = groups.filter(
    (group) =>
      undoState(group.name) !== state &&
      group.steps.some(({ compensation }) => compensation !== undefined) &&
      ofGroup('done')(group),
  );
  return [...back.map(({ name }) => undoState(name)).reverse(), 'COMPENSATED'];
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
    groups
      .flatMap((group) => group.steps)
      .map(({ name, compensation }) => [name, compensation !== undefined]),
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
