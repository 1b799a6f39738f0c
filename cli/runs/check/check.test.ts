import { expect, test } from 'vitest';
import type { Verdict } from '../../model/verdict.ts';
import { story, system } from '../../scenario/testing/story.ts';
import { redactor } from '../redact/redact.ts';
import { recordingOf } from '../testing/recording-of.ts';
import { playRun } from '../testing/recorded-runs.ts';
import { checkRecording, type CheckedScenario } from './check.ts';

const verdictsOf = (checks: readonly { readonly name: string; readonly verdict: string }[]) =>
  checks.map(({ name, verdict }) => [name, verdict]);

test('a run that passed passes again, from what was observed alone', async () => {
  const { heard, reports } = await playRun([{}, {}]);
  const { verdict, scenarios } = checkRecording(await recordingOf(heard));
  expect(verdict).toBe('pass');
  for (const [index, { invariants, expectations }] of scenarios.entries()) {
    expect(verdictsOf(invariants)).toEqual(verdictsOf(reports[index]!.invariants));
    expect(verdictsOf(expectations)).toEqual(verdictsOf(reports[index]!.expectations));
  }
  expect(scenarios[0]!.expectations.filter(({ judgedAgain }) => judgedAgain).map(({ name }) => name)).toEqual(
    ['quiescence'],
  );
});

test('a run that did not come to rest fails again, with the hop that is missing', async () => {
  const { heard } = await playRun([{ unhandled: ['customer-service-orders/OrderCreated'] }]);
  const { verdict, scenarios } = checkRecording(await recordingOf(heard));
  expect(verdict).toBe('fail');
  expect(checkOf(scenarios, 'quiescence')).toMatchObject({
    verdict: 'fail',
    judgedAgain: true,
    error: expect.stringContaining('OrderCreated'),
  });
});

test('an invariant that was thought of later is checked on a run of before', async () => {
  const { heard } = await playRun();
  const recording = await recordingOf(heard);
  const invariants = {
    'nothing-is-reserved': {
      kind: 'sum-at-most',
      left: sum('customers', 'credit_limit', 'id', 'customer-db'),
      right: sum('credit_reservations', 'amount', 'customer_id', 'customer-db'),
    },
  } as const;
  const { verdict, scenarios } = checkRecording(recording, [{ ...system, invariants }]);
  expect(verdict).toBe('fail');
  expect(scenarios[0]!.invariants).toMatchObject([{ name: 'nothing-is-reserved', verdict: 'fail' }]);
});

test('a system that the recording does not tell of is a mistake', async () => {
  const { heard } = await playRun();
  const recording = await recordingOf(heard);
  expect(() => checkRecording(recording, [{ ...system, name: 'store' }])).toThrow(
    'The recording tells of customers-and-orders, not of the system "store".',
  );
});

test('a recording that was cut off proves nothing', async () => {
  const { heard } = await playRun();
  const recording = await recordingOf(heard);
  expect(checkRecording({ ...recording, damage: 'The recording is cut off.' }).verdict).toBe('inconclusive');
});

test('an invariant that needs what is redacted is inconclusive; all others are judged', async () => {
  const { heard } = await playRun();
  const rules = ['credit_limit', 'name'];
  const recording = await recordingOf(heard, { redacted: rules }, redactor(rules, Buffer.from('key')));
  const { verdict, scenarios } = checkRecording(recording);
  expect(verdict).toBe<Verdict>('inconclusive');
  const doubtful = scenarios[0]!.invariants.filter((each) => each.verdict !== 'pass');
  expect(doubtful).toEqual([
    {
      name: 'credit-within-limit',
      verdict: 'inconclusive',
      recorded: 'pass',
      proof: ['it was pass in the run, and cannot be judged again: fields are redacted'],
    },
  ]);
});

test('only what the scenario asked for is judged', async () => {
  const { heard } = await playRun([{}], `${story}invariants: [effects-once]\n`);
  const { scenarios } = checkRecording(await recordingOf(heard));
  expect(scenarios[0]!.invariants).toEqual([{ name: 'effects-once', verdict: 'pass', recorded: 'pass' }]);
});

function checkOf(scenarios: readonly CheckedScenario[], name: string) {
  return scenarios[0]!.expectations.find((each) => each.name === name);
}

function sum(table: string, column: string, group: string, database: string) {
  return { database, table, sum: column, group, where: {} };
}
