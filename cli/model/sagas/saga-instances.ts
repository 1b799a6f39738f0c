import { lastRow, rowBefore, rowPreviousTo, type Table } from '../indexes/tables.ts';
import type { RowEvent, RowHistory, Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { place, type SagaRole } from '../roles.ts';

/** One saga: the row that keeps its state. */
export interface SagaInstance {
  readonly saga: SagaRole;
  readonly history: RowHistory;
}

/** The sagas whose rows these transactions changed, each once, in the order of the changes. */
export function sagaInstancesOf(model: Model, transactions: readonly Transaction[]): SagaInstance[] {
  const instances = new Map<RowHistory, SagaInstance[]>();
  for (const { rows } of transactions)
    for (const { history } of rows) {
      if (instances.has(history)) continue;
      const sagas = sagasOfRow(model, history);
      instances.set(
        history,
        sagas.map((saga) => ({ saga, history })),
      );
    }
  return [...instances.values()].flat();
}

/** Those whose instance the row is: one table may hold sagas of several types. */
export function sagasOfRow(model: Model, history: RowHistory): readonly SagaRole[] {
  const name = place(history.database, history.table);
  const sagas = model.roles.sagas.get(name) ?? [];
  const table = model.tables.get(name);
  return sagas.filter(({ instance: { type } }) => {
    if (type === undefined) return true;
    const row = history.events.findLast((event) => event.row !== null)?.row;
    return (row ?? (table && rowBefore(table, history)))?.[type.column] === type.equals;
  });
}

export function instanceIdOf({ saga, history }: SagaInstance): string {
  return history.key[saga.instance.key] ?? '';
}

/** Undefined when the row is gone or was never seen whole. */
export function stateOf(model: Model, { saga, history }: SagaInstance): string | undefined {
  const table = model.tables.get(place(history.database, history.table));
  const row = table && lastRow(table, history);
  return row?.[saga.instance.state] ?? undefined;
}

export function isTerminal(model: Model, instance: SagaInstance): boolean {
  return instance.saga.states.terminal.includes(stateOf(model, instance) ?? '');
}

/** One change of state; `from` is null for a new instance and undefined when the state before is not known. */
export interface SagaStep {
  readonly from: string | null | undefined;
  readonly to: string;
  readonly event: RowEvent;
}

/** Every change of an instance's state, in commit order; changes of its other columns are none. */
export function stepsOf(model: Model, { saga, history }: SagaInstance): SagaStep[] {
  const table = model.tables.get(place(history.database, history.table));
  return table ? history.events.flatMap((event) => sagaStep(table, event, saga.instance.state)) : [];
}

export function sagaStep(table: Table, event: RowEvent, stateColumn: string): SagaStep[] {
  const before = rowPreviousTo(table, event);
  const from = before ? (before[stateColumn] ?? null) : before;
  const to = event.row?.[stateColumn];
  return to === undefined || to === null || to === from ? [] : [{ from, to, event }];
}
