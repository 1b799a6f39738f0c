import { expect, test } from 'vitest';
import { report, retried } from '../reporters/testing/reports.ts';
import { runCode } from './verdict-code.ts';

const flaky = { ...retried, verdict: 'pass' as const };

test('a flaky scenario is no failure, unless it was asked to be one', () => {
  expect(runCode(flaky)).toBe(0);
  expect(runCode(flaky, true)).toBe(5);
});

test('a run without a flaky one passes either way', () => {
  expect(runCode({ ...report, verdict: 'pass' }, true)).toBe(0);
});

test.each([
  ['fail', 1],
  ['inconclusive', 4],
] as const)('%s is worse than flaky', (verdict, code) => {
  expect(runCode({ ...flaky, verdict }, true)).toBe(code);
});
