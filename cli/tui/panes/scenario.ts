import type { ScenarioProgress } from '../ledger/progress.ts';
import { scenarioRows } from './scenario-rows.ts';
import type { Pane } from './pane.ts';
import { ageOf } from './texts.ts';

/** Scenarios that ran and run, with their steps and expectations, done and to be done. */
export const scenario: Pane = {
  id: 'scenario',
  title: 'scenario',
  about: 'scenarios, their steps and expectations, as they run; what failed and what was seen instead',
  empty: () => 'scenarios appear here as they run, step by step',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'step', width: 'rest', drop: 0 },
    { title: 'took', width: 7, drop: 1, align: 'right' },
  ],
  rows: ({ look: { ledger } }) => {
    const { scenarios } = ledger.progress;
    // Those of one scenario are made when one of them is asked for; how many they are is known without.
    const ends: number[] = [];
    for (const progress of scenarios) ends.push((ends.at(-1) ?? 0) + scenarioRows(progress).length);
    return {
      length: ends.at(-1) ?? 0,
      row: (index) => {
        const number = firstAbove(ends, index);
        return scenarioRows(scenarios[number]!).row(index - (ends[number - 1] ?? 0), number);
      },
    };
  },
  summary: ({ look: { ledger } }) => summaryOf(ledger.progress.scenarios),
};

function summaryOf(scenarios: readonly ScenarioProgress[]): string {
  const last = scenarios.at(-1);
  if (!last) return '';
  const count = (verdict: string) => scenarios.filter(({ report }) => report?.verdict === verdict).length;
  const failed = count('fail') + count('inconclusive');
  const now = last.report === undefined ? ', one runs' : `, last in ${ageOf(last.report.durationMs)}`;
  return `${count('pass')} passed${failed > 0 ? `, ${failed} did not` : ''}${now}`;
}

/** The first place whose number is above; they grow. */
function firstAbove(ends: readonly number[], wanted: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
