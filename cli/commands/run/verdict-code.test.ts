import { expect, test } from 'vitest';
import { report, retried } from '../../reporters/testing/reports.ts';
import { verdictCode } from './verdict-code.ts';

const flaky = { ...retried, verdict: 'pass' as const };

test('a flaky scenario is no failure, unless it was asked to be one', () => {
  expect(verdictCode(flaky)).toBe(0);
  expect(verdictCode(flaky, true)).toBe(5);
});

test('a run without a flaky one passes either way', () => {
  expect(verdictCode({ ...report, verdict: 'pass' }, true)).toBe(0);
});

test.each([
  ['fail', 1],
  ['inconclusive', 4],
] as const)('%s is worse than flaky', (verdict, code) => {
  expect(verdictCode({ ...flaky, verdict }, true)).toBe(code);
});
