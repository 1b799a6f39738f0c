import { causeOf } from '../../model/indexes/transaction.ts';
import { instanceIdOf, stepsOf, type SagaInstance, type SagaStep } from '../../model/saga-instances.ts';
import type { LoggedSaga } from '../ledger/sagas.ts';
import type { Cell, Pane, PaneRow } from './pane.ts';

/** Saga instances: the states that they went through, and where they can still go. */
export const sagas: Pane = {
  id: 'sagas',
  title: 'sagas',
  about: 'saga instances: state, the way they went, and the states that can follow',
  empty: 'no saga yet',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'saga', width: 18, drop: 0 },
    { title: 'states', width: 'rest', drop: 0 },
  ],
  rows: ({ look: { ledger } }) => ({
    length: ledger.sagas.sagas.length,
    row: (index) => rowOf(ledger.sagas.sagas[index]!),
  }),
  summary: ({ look: { ledger } }) => `${ledger.sagas.sagas.length}`,
};

function rowOf({ model, instance }: LoggedSaga): PaneRow {
  const { saga, history } = instance;
  const id = instanceIdOf(instance);
  const steps = stepsOf(model, instance);
  const state = steps.at(-1)?.to ?? '';
  const ended = saga.definition.terminal.includes(state);
  const next = ended ? [] : (saga.definition.transitions[state] ?? []);
  const path = steps.map(({ to }) => to);
  const hops = steps.map((step) => hopOf(instance, step));
  const correlation = correlationOf(steps);
  return {
    id: `${saga.name}/${id}`,
    picks: correlation === '' ? null : { system: model.system.name, correlation, hop: hops.at(-1) ?? null },
    hops,
    cells: [
      ended ? { text: '●', tone: 'good' } : { text: '○', tone: 'unsure' },
      { text: `${saga.name} ${id}` },
      pathCell(path, next),
    ],
    fields: () => ({ saga: id, name: saga.name, state }),
    detail: () => ({ saga: saga.name, instance: id, table: history.table, state, path, next }),
  };
}

function hopOf({ saga }: SagaInstance, { event: { transaction, index } }: SagaStep): string {
  return `saga:${transaction.database}/${transaction.xid}/${index}/${saga.name}`;
}

/** Of the transaction that made it; a later one may belong to another request. */
function correlationOf(steps: readonly SagaStep[]): string {
  const first = steps[0]?.event.transaction;
  return first?.outbox[0]?.envelope.correlation ?? (first && causeOf(first)?.id) ?? '';
}

function pathCell(path: readonly string[], next: readonly string[]): Cell {
  const went = path.join(' → ');
  return next.length === 0 ? { text: went } : { text: `${went} → (${next.join(' | ')})`, tone: 'unsure' };
}
