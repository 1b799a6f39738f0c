import { expect, test } from 'vitest';
import { StackError } from '../../lib/errors.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import { report } from '../../reporters/testing/reports.ts';
import { AskedRuns } from './asked-runs.ts';

const asked = { scenarios: [{ id: 'a/first' }, { id: 'a/second' }], variables: {} };
const found = (verdict: ScenarioReport['verdict']) => ({ ...report.scenarios[0]!, verdict });

/** Runs them one after another, each to what comes of it. */
async function ran(...outcomes: readonly (ScenarioReport | Error | undefined)[]) {
  const runs = new AskedRuns(asked);
  const left = [...outcomes];
  await runs.runIn({
    run() {
      const next = left.shift();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  });
  return { runs, left };
}

test.each([
  ['pass', 'pass', 0, 'PASS 2 scenarios: 2 passed'],
  ['pass', 'fail', 1, 'FAIL 2 scenarios: 1 passed, 1 failed'],
  ['inconclusive', 'pass', 4, 'INCONCLUSIVE 2 scenarios: 1 passed, 1 inconclusive'],
] as const)('%s and %s end with exit code %d', async (first, second, code, line) => {
  const { runs } = await ran(found(first), found(second));
  expect({ code: runs.exitCode, line: runs.summary(false) }).toEqual({ code, line });
});

test('one that was stopped did not come to an end: nobody knows what it would have come to', async () => {
  const { runs } = await ran(found('pass'), undefined);
  expect(runs.exitCode).toBe(4);
  expect(runs.summary(false)).toBe('INCONCLUSIVE 1 scenario: 1 passed, 1 did not come to an end');
});

test('a lab that is lost ends them all, with what `run` would say', async () => {
  const { runs, left } = await ran(new StackError('Lab "default" does not answer.'), found('pass'));
  expect(() => runs.exitCode).toThrow('does not answer');
  expect(left).toHaveLength(1);
});

test('leaving the screen in the middle is no error, and nothing more is begun', async () => {
  const runs = new AskedRuns(asked);
  let begun = 0;
  await runs.runIn({
    run() {
      begun += 1;
      runs.leave();
      return Promise.reject(new Error('the screen was left'));
    },
  });
  expect(begun).toBe(1);
  expect(runs.exitCode).toBe(4);
  expect(runs.summary(false)).toBe('INCONCLUSIVE 0 scenarios, 2 did not come to an end');
});
