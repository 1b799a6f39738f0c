import { aboutInvariant } from '../../model/invariants/about.ts';
import type { InvariantResult } from '../../model/verdict.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScenarioProgress } from '../ledger/progress.ts';
import { listOf, type Cell, type Pane, type PaneRow } from './pane.ts';
import { signOf } from './scenario-rows.ts';
import { sign } from './signs.ts';

/** What must always hold, as checked after each scenario, with the proof where it does not. */
export const invariants: Pane = {
  id: 'invariants',
  title: 'invariants',
  shortTitle: 'checks',
  about: 'invariants as checked after the last scenario, with proofs',
  empty: () => 'invariants appear here: they are checked when a scenario is through',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'what must hold', width: 'rest', drop: 0 },
  ],
  rows: ({ look: { ledger } }) => {
    const last = lastChecked(ledger);
    return {
      ...listOf(
        (last?.report?.invariants ?? []).flatMap((each) => rowsOf(each, aboutOf(ledger, last, each))),
      ),
      anchor: 0,
    };
  },
  summary: ({ look: { ledger } }) => {
    const last = lastChecked(ledger);
    if (!last) return '';
    const results = last.report?.invariants ?? [];
    const count = (verdict: InvariantResult['verdict']) =>
      results.filter((each) => each.verdict === verdict).length;
    const failed = count('fail');
    const doubt = count('inconclusive');
    const state =
      failed > 0 ? `${failed} violated ${sign.failed}` : doubt > 0 ? `${doubt} in doubt ?` : 'all hold';
    return `${state}, after ${last.id}`;
  },
};

function lastChecked({ progress }: Ledger): ScenarioProgress | undefined {
  return progress.scenarios.findLast(({ report }) => report !== undefined);
}

function aboutOf(
  { models }: Ledger,
  checked: ScenarioProgress | undefined,
  { name }: InvariantResult,
): string {
  const [system = ''] = checked?.id.split('/') ?? [];
  return aboutInvariant(name, models.get(system)?.system.invariants[name]);
}

function rowsOf(result: InvariantResult, about: string): PaneRow[] {
  const { name, verdict, proof = [] } = result;
  const row = (id: string, cells: readonly Cell[]): PaneRow => ({
    id,
    picks: null,
    hops: [],
    cells,
    fields: () => ({ invariant: name, verdict }),
    detail: () => ({ about, ...result }),
  });
  return [
    row(name, [signOf(verdict), { text: about, tone: verdict === 'fail' ? 'bad' : 'plain' }]),
    ...proof.map((line, index) => row(`${name}/${index}`, [{ text: `    ${line}`, tone: 'bad' }])),
  ];
}
