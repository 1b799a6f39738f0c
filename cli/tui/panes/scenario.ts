import { listOf, type Cell, type Pane, type PaneRow } from './pane.ts';
import type { ScenarioProgress } from '../ledger/progress.ts';
import type { Verdict } from '../../model/verdict.ts';

/** Scenarios that ran and run, with their steps and expectations. */
export const scenario: Pane = {
  id: 'scenario',
  title: 'scenario',
  about: 'scenarios, their steps and expectations, as they run',
  empty: 'r runs a scenario',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'step', width: 'rest', drop: 0 },
    { title: 'ms', width: 7, drop: 1, align: 'right' },
  ],
  rows: ({ look: { ledger } }) => listOf(ledger.progress.scenarios.flatMap(rowsOf)),
  summary: ({ look: { ledger } }) => {
    const { scenarios } = ledger.progress;
    const passed = scenarios.filter(({ report }) => report?.verdict === 'pass').length;
    return scenarios.length === 0 ? '' : `${passed}/${scenarios.length} passed`;
  },
};

function rowsOf(progress: ScenarioProgress, number: number): PaneRow[] {
  const { id, repetition, report, steps, expectations, about, correlations } = progress;
  const [system = ''] = id.split('/');
  const root = correlations.at(-1);
  const picks = root === undefined ? null : { system, correlation: root, hop: `http:${root}` };
  const title = repetition === undefined ? id : `${id} (${repetition})`;
  const row = (name: string, cells: readonly Cell[], detail: unknown): PaneRow => ({
    id: `${number}/${name}`,
    picks,
    hops: correlations.map((correlation) => `http:${correlation}`),
    cells,
    fields: () => ({ scenario: id, verdict: report?.verdict ?? 'running' }),
    detail: () => detail,
  });
  return [
    row('', [signOf(report?.verdict), { text: title, tone: 'strong' }, msOf(report?.durationMs)], {
      id,
      about,
      ...report,
    }),
    ...[...steps, ...expectations].map((each, index) =>
      row(`${index}`, [signOf(each.verdict), { text: `  ${each.name}` }, msOf(each.ms)], each),
    ),
  ];
}

export function signOf(verdict: Verdict | undefined): Cell {
  if (verdict === undefined) return { text: '◌', tone: 'unsure' };
  if (verdict === 'pass') return { text: '✔', tone: 'good' };
  return verdict === 'fail' ? { text: '✘', tone: 'bad' } : { text: '?', tone: 'unsure' };
}

function msOf(ms: number | undefined): Cell {
  return { text: ms === undefined ? '' : ms.toFixed(0), tone: 'dim' };
}
