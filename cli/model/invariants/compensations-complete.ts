import type { SagaStepDefinition } from '../../systems/system.ts';
import { laneName } from '../indexes/messages.ts';
import type { OutboxRow } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { sentBecauseOf } from '../order.ts';
import { sagaNameOf } from '../roles.ts';
import { instanceIdOf, sagaInstancesOf, stateOf, type SagaInstance } from '../sagas/saga-instances.ts';
import { progressOf } from '../sagas/saga-progress.ts';
import { undoState } from '../sagas/saga-states.ts';
import { commitLabel, messageLabel, type InvariantKind } from './invariant.ts';

/** Of a saga that went back, all that was done is undone, the last first; nothing is once the pivot is done. */
export const compensationsComplete: InvariantKind<'compensations-complete'> = {
  appliesTo: ({ sagas }) => Object.values(sagas).some(({ steps }) => steps !== undefined),
  restsOn: (probe) => probe.startsWith('wal '),
  needsEveryState: () => true,
  check({ model, scope }) {
    const instances = sagaInstancesOf(model, scope.transactions).filter(({ saga }) => saga.groups.length > 0);
    return {
      touched: instances.length > 0,
      violations: instances.filter(isBorn).flatMap((instance) => violationsOf(model, instance)),
      unknown: instances
        .filter((instance) => !isBorn(instance))
        .map((instance) => `${nameOf(instance)}: its beginning was not seen`),
    };
  },
};

/** Whether it was seen from its beginning. */
function isBorn({ history }: SagaInstance): boolean {
  return history.events[0]?.change.op === 'insert';
}

/** What was sent for one step, and what came of it. */
interface Course {
  readonly step: SagaStepDefinition;
  /** Place of its group: within a group there is no order. */
  readonly place: number;
  readonly asked: readonly OutboxRow[];
  readonly undoing: readonly OutboxRow[];
  /** Whether a participant said so. */
  readonly done: boolean;
  readonly undone: boolean;
}

function violationsOf(model: Model, instance: SagaInstance): string[] {
  const courses = instance.saga.groups.flatMap(({ steps }, place) =>
    steps.map((step) => courseOf(model, instance, step, place)),
  );
  const name = nameOf(instance);
  const found = [
    ...(stateOf(model, instance) === 'COMPENSATED' ? leftUndone(model, instance, courses) : []),
    ...outOfOrder(courses),
    ...afterThePivot(courses),
    ...neverDone(courses),
  ];
  return found.map((text) => `${name}: ${text}`);
}

function courseOf(model: Model, instance: SagaInstance, step: SagaStepDefinition, place: number): Course {
  const { name, command, compensation } = step;
  const asked = commandsOf(model, instance, step, command, name);
  const undo = typeof compensation === 'string' ? compensation : undefined;
  const undoing = commandsOf(model, instance, step, undo, undoState(name));
  const isAnswered = ({ envelope: { id } }: OutboxRow) =>
    sentBecauseOf(model, id).some(({ envelope }) => envelope?.outcome === 'SUCCESS');
  return { step, place, asked, undoing, done: asked.some(isAnswered), undone: undoing.some(isAnswered) };
}

/** Commands of a saga have its id as their key, so that they stand in one lane of their channel. */
function commandsOf(
  { messages, roles }: Model,
  instance: SagaInstance,
  { channel = '' }: SagaStepDefinition,
  type: string | undefined,
  stepName: string,
): OutboxRow[] {
  const id = instanceIdOf(instance);
  const sent = messages.lanes.get(laneName(channel, id))?.sent ?? [];
  return sent.filter(({ envelope: { type: own, saga } }) => {
    if (type === undefined || own !== type || saga?.id !== id) return false;
    return sagaNameOf(roles, saga.type) === instance.saga.name && (saga.step ?? stepName) === stepName;
  });
}

function leftUndone(model: Model, instance: SagaInstance, courses: readonly Course[]): string[] {
  const progress = progressOf(model, instance)?.steps ?? [];
  return courses.flatMap(({ step: { name, compensation }, asked, undoing, done, undone }) => {
    if (compensation === undefined) return [];
    const status = progress.find((each) => each.name === name)?.status;
    if (compensation === true)
      return status === 'done' ? [`${name} was done, and the saga ended without undoing it`] : [];
    if (!done || undone) return [];
    const [first] = undoing;
    return first
      ? [`${name}: nobody has said that ${labelOf(first)} was done`]
      : [`${name} was done (${asked.map(labelOf).join(', ')}), and ${compensation} was never sent`];
  });
}

/** Each compensation waits for the one before it, so that the first of them stand in order in the orchestrator's log. */
function outOfOrder(courses: readonly Course[]): string[] {
  const begun = courses.flatMap(({ step: { name }, place, undoing: [row] }) =>
    row ? [{ name, place, row }] : [],
  );
  return begun.flatMap((earlier) =>
    begun
      .filter((later) => later.place > earlier.place && isBefore(earlier.row, later.row))
      .map(
        (later) =>
          `${earlier.name} was undone by ${labelOf(earlier.row)} before ${later.name} by ${labelOf(later.row)}`,
      ),
  );
}

function isBefore(left: OutboxRow, right: OutboxRow): boolean {
  return left.transaction.order < right.transaction.order;
}

function afterThePivot(courses: readonly Course[]): string[] {
  const last = courses.find(({ step: { kind }, done }) => kind !== 'compensatable' && done);
  if (!last) return [];
  return courses.flatMap(({ step: { name }, undoing: [row] }) =>
    row ? [`${name} was undone by ${labelOf(row)}, though ${last.step.name} was done`] : [],
  );
}

function neverDone(courses: readonly Course[]): string[] {
  return courses.flatMap(({ step: { name, command }, asked, undoing: [row] }) =>
    row && command !== undefined && asked.length === 0
      ? [`${name} was undone by ${labelOf(row)}, but never asked for`]
      : [],
  );
}

function nameOf(instance: SagaInstance): string {
  return `${instance.saga.name} ${instanceIdOf(instance)}`;
}

function labelOf(row: OutboxRow): string {
  return `${messageLabel(row)} in ${commitLabel(row.transaction)}`;
}
