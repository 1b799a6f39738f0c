import { listOf, type Cell, type Pane, type PaneRow } from './pane.ts';
import type { InvariantResult } from '../../model/verdict.ts';
import { signOf } from './scenario.ts';

/** What must always hold, as checked after each scenario, with the proof where it does not. */
export const invariants: Pane = {
  id: 'invariants',
  title: 'invariants',
  about: 'invariants as checked after the last scenario, with proofs',
  empty: 'checked when a scenario is through',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'invariant', width: 'rest', drop: 0 },
  ],
  rows: ({ look: { ledger } }) => {
    const last = ledger.progress.scenarios.findLast(({ report }) => report !== undefined)?.report;
    return listOf((last?.invariants ?? []).flatMap((result) => rowsOf(result)));
  },
  summary: ({ look: { ledger } }) => {
    const last = ledger.progress.scenarios.findLast(({ report }) => report !== undefined)?.report;
    const failed = last?.invariants.filter(({ verdict }) => verdict === 'fail').length ?? 0;
    return last === undefined ? '' : failed === 0 ? 'hold' : `${failed} violated`;
  },
};

function rowsOf(result: InvariantResult): PaneRow[] {
  const { name, verdict, proof = [] } = result;
  const row = (id: string, cells: readonly Cell[]): PaneRow => ({
    id,
    picks: null,
    hops: [],
    cells,
    fields: () => ({ invariant: name, verdict }),
    detail: () => result,
  });
  return [
    row(name, [verdict === 'not-applicable' ? { text: '–', tone: 'dim' } : signOf(verdict), { text: name }]),
    ...proof.map((line, index) =>
      row(`${name}/${index}`, [{ text: '' }, { text: `  ${line}`, tone: 'bad' }]),
    ),
  ];
}
