import { sagaChanges } from '../../model/changes/saga-changes.ts';
import { elapsedMs } from '../../model/indexes/moment.ts';
import { causeOf } from '../../model/indexes/transaction.ts';
import { instanceIdOf, stepsOf, type SagaStep } from '../../model/sagas/saga-instances.ts';
import { progressOf } from '../../model/sagas/saga-progress.ts';
import type { Look } from '../state/look.ts';
import { sagaTitle, type LoggedSaga } from '../ledger/sagas.ts';
import { declares } from './declares.ts';
import { madeOf, type Cell, type Pane, type PaneRow, type PaneView } from './pane.ts';
import { stateLines } from './change-lines.ts';
import { sagaHop } from './saga-hop.ts';
import { stepRows } from './saga-steps.ts';
import { sign } from './signs.ts';
import { ageOf, shortKey } from './texts.ts';

/** Saga instances and the states that they went through; below them those of the chain, step by step, done and to be done. */
export const sagas: Pane = {
  id: 'sagas',
  title: 'sagas',
  about: 'saga instances: state and age, the steps of those in the chain, and who must answer next',
  empty: ({ look }) =>
    declares(look, 'sagas')
      ? 'sagas appear here with the states they go through'
      : 'this system has no sagas',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'saga', width: 13, drop: 2 },
    { title: 'id', width: 5, drop: 0 },
    { title: 'states', width: 'rest', drop: 0, least: 18 },
    { title: 'age', width: 7, drop: 1, align: 'right' },
  ],
  rows: (view) => {
    const { sagas: all } = view.look.ledger.sagas;
    const opened = openedRows(view);
    return {
      length: all.length + opened.length,
      made: madeOf({ length: all.length, row: (index) => rowOf(view.look, all[index]!) }),
      row: (index) => opened[index - all.length] ?? rowOf(view.look, all[index]!),
      find: ({ id, kind }) => {
        const at = kind === 'saga' ? opened.findIndex(({ hops }) => hops.includes(id)) : -1;
        return at < 0 ? -1 : all.length + at;
      },
    };
  },
  summary: ({ look: { ledger } }) => {
    const { sagas: all, open } = ledger.sagas;
    return open === 0 ? `${all.length}` : `${all.length}, ${open} open ${sign.open}`;
  },
};

/** Below the list: each saga of the chain with its steps. Without its own row where that stands right above. */
function openedRows(view: PaneView): PaneRow[] {
  const { byName, sagas: all } = view.look.ledger.sagas;
  const names = new Set(
    view.lit.chain.flatMap(({ kind, ref }) =>
      kind === 'saga' ? [sagaTitle(ref.saga ?? '', ref.instance ?? '')] : [],
    ),
  );
  return [...names].flatMap((name, place) => {
    const logged = byName.get(name);
    if (!logged) return [];
    const row = rowOf(view.look, logged);
    const steps = stepRows(logged, row, view.lit.chain);
    return place === 0 && logged.index === all.length - 1 ? steps : [{ ...row, id: `=${row.id}` }, ...steps];
  });
}

function rowOf({ nowMs }: Look, { model, instance }: LoggedSaga): PaneRow {
  const { saga, history } = instance;
  const id = instanceIdOf(instance);
  const steps = stepsOf(model, instance);
  const state = steps.at(-1)?.to ?? '';
  const ended = saga.states.terminal.includes(state);
  const progress = progressOf(model, instance);
  const next = progress ? progress.expected.slice(0, 1) : (saga.states.transitions[state] ?? []);
  const path = steps.map(({ to }) => to);
  const hops = steps.map((step) => sagaHop(instance, step));
  const correlation = correlationOf(steps);
  return {
    id: `${saga.name}/${id}`,
    picks: correlation === '' ? null : { system: model.system.name, correlation, hop: hops.at(-1) ?? null },
    hops,
    cells: [
      ended ? { text: sign.ended, tone: 'good' } : { text: sign.open, tone: 'unsure' },
      { text: saga.name, tone: 'dim' },
      { text: id, shorter: shortKey(id) },
      pathCell(path, ended ? [] : next),
      ageCell(steps, ended, nowMs),
    ],
    fields: () => ({ saga: id, name: saga.name, state }),
    detail: () => ({
      saga: saga.name,
      instance: id,
      table: history.table,
      state,
      path,
      next,
      terminal: ended,
      ...progress,
    }),
    changes: () => stateLines(sagaChanges(model, instance)),
  };
}

/** Of the transaction that made it; a later one may belong to another request. */
function correlationOf(steps: readonly SagaStep[]): string {
  const first = steps[0]?.event.transaction;
  return first?.outbox[0]?.envelope.correlation ?? (first && causeOf(first)?.id) ?? '';
}

/** The last states tell more than the first. */
function pathCell(path: readonly string[], next: readonly string[]): Cell {
  const went = path.join(` ${sign.arrow} `);
  const text = next.length === 0 ? went : `${went} ${sign.arrow} (${next.join(' | ')})`;
  const last = path.at(-1) ?? '';
  const shorter = (width: number) => {
    if (next.length > 0 && last.length + 4 <= width) return `${last} ${sign.arrow} ?`;
    return path.length > 1 ? `${sign.elision} ${sign.arrow} ${last}` : last;
  };
  return { text, shorter, ...(next.length > 0 && { tone: 'unsure' as const }) };
}

/** How long an ended one took; how long another has been in its state. */
function ageCell(steps: readonly SagaStep[], ended: boolean, nowMs: number): Cell {
  const [first, last] = [steps[0]?.event.transaction.at, steps.at(-1)?.event.transaction.at];
  if (!first || !last) return { text: '' };
  return ended
    ? { text: ageOf(elapsedMs(first, last)), tone: 'dim' }
    : { text: ageOf(nowMs - last.seenMs), tone: 'unsure' };
}
