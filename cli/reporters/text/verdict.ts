import type { InvariantResult, Verdict } from '../../model/verdict.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import type { Paint } from './paint.ts';

type AnyVerdict = InvariantResult['verdict'];

const looks = {
  pass: { glyph: '✔', word: 'PASS', paint: 'good' },
  fail: { glyph: '✗', word: 'FAIL', paint: 'bad' },
  inconclusive: { glyph: '?', word: 'INCONCLUSIVE', paint: 'unsure' },
  'not-applicable': { glyph: '-', word: 'NOT APPLICABLE', paint: 'dim' },
} as const satisfies Record<AnyVerdict, { glyph: string; word: string; paint: keyof Paint }>;

export function verdictGlyph(verdict: AnyVerdict, paint: Paint): string {
  return paint[looks[verdict].paint](looks[verdict].glyph);
}

const meanings: readonly (readonly [AnyVerdict, string])[] = [
  ['not-applicable', 'not applicable here'],
  ['inconclusive', 'could not be judged'],
];

/** What those marks mean that do not speak for themselves, of the verdicts that are shown. */
export function verdictLegend(scenarios: readonly ScenarioReport[]): string[] {
  const shown = new Set<AnyVerdict>(
    scenarios
      .flatMap(({ steps, expectations, invariants }) => [...steps, ...expectations, ...invariants])
      .map(({ verdict }) => verdict),
  );
  return meanings
    .filter(([verdict]) => shown.has(verdict))
    .map(([verdict, meaning]) => `${looks[verdict].glyph} ${meaning}`);
}

/** Of a scenario: one that passed only when it was run again has a sign of its own. */
export function scenarioGlyph({ verdict, flaky }: ScenarioReport, paint: Paint): string {
  return flaky === true ? paint.unsure('±') : verdictGlyph(verdict, paint);
}

export function verdictWord(verdict: Verdict, paint: Paint): string {
  return paint.strong(paint[looks[verdict].paint](looks[verdict].word));
}

/** `5 scenarios: 3 passed, 1 flaky, 1 failed`: each is counted once. */
export function tally(scenarios: readonly ScenarioReport[]): string {
  const flaky = scenarios.filter((each) => each.flaky === true).length;
  const count = (verdict: Verdict) => scenarios.filter((each) => each.verdict === verdict).length;
  const parts = [
    [count('pass') - flaky, 'passed'],
    [flaky, 'flaky'],
    [count('fail'), 'failed'],
    [count('inconclusive'), 'inconclusive'],
  ].filter(([number]) => number !== 0);
  const total = `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`;
  return parts.length === 0 ? total : `${total}: ${parts.map((part) => part.join(' ')).join(', ')}`;
}
