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

export function verdictWord(verdict: Verdict, paint: Paint): string {
  return paint.strong(paint[looks[verdict].paint](looks[verdict].word));
}

/** `4 scenarios: 3 passed, 1 failed` */
export function tally(scenarios: readonly ScenarioReport[]): string {
  const count = (verdict: Verdict) => scenarios.filter((each) => each.verdict === verdict).length;
  const parts = [
    [count('pass'), 'passed'],
    [count('fail'), 'failed'],
    [count('inconclusive'), 'inconclusive'],
  ].filter(([number]) => number !== 0);
  const total = `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`;
  return parts.length === 0 ? total : `${total}: ${parts.map((part) => part.join(' ')).join(', ')}`;
}
