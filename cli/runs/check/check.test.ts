import { expect, test } from 'vitest';
import type { Verdict } from '../../model/verdict.ts';
import type { System } from '../../systems/system.ts';
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

const ofOrders = (expression: string) =>
  ({ kind: 'expression', each: 'touched("order-db", "orders")', expression }) as const;

const ofMessages = (expression: string) => ({ kind: 'expression', each: 'messages', expression }) as const;
const withRule = (expression: string) => ({ ...system, invariants: { rule: ofOrders(expression) } });

test('a rule of later that reads what is redacted is inconclusive, and says why; one that does not is judged', async () => {
  const { heard } = await playRun();
  const rules = ['order_total', 'orderTotal'];
  const recording = await recordingOf(heard, { redacted: rules }, redactor(rules, Buffer.from('key')));
  const judged = (invariants: System['invariants']) =>
    checkRecording(recording, [{ ...system, invariants }]).scenarios[0]!.invariants;
  const blind: System['invariants'] = {
    'false-fail': ofOrders('self.order_total == 0 || string(self.order_total).size() < 10'),
    'false-pass': ofOrders('self.order_total != 100000'),
    named: ofOrders('self["order_total"] != 100000'),
    'in-payload': ofMessages('!has(self.payload.orderDetails) || self.payload.orderDetails.orderTotal != 5'),
    whole: ofMessages('self.payload != {"orderDetails": {"orderTotal": 5}}'),
    sum: {
      kind: 'sum-at-most',
      left: sum('orders', 'order_total', 'id', 'order-db'),
      right: 100_000,
    },
    chosen: {
      kind: 'rows-match',
      every: { database: 'order-db', table: 'orders', key: 'id', where: { order_total: '5' } },
      in: { database: 'order-db', table: 'orders', key: 'id', where: {} },
    },
    clear: { kind: 'never-in-clear', fields: ['orderTotal'] },
    'looked-up': ofOrders('rows("order-db", "orders", {"id": self.id, "order_total": 5}).size() == 0'),
  };
  const proof = ['it reads what is redacted in the recording, so that nothing can be said of it'];
  expect(judged(blind)).toEqual(Object.keys(blind).map((name) => ({ name, verdict: 'inconclusive', proof })));
  const seeing = {
    holds: ofOrders('self.state == "APPROVED"'),
    'does-not': ofOrders('self.state == "REJECTED" && self.order_total == 5'),
    'is-there': ofOrders('has(self.order_total)'),
  };
  expect(verdictsOf(judged(seeing))).toEqual([
    ['holds', 'pass'],
    ['does-not', 'fail'],
    ['is-there', 'pass'],
  ]);
});

test('a rule that was changed since is not held to be the one that the run judged', async () => {
  const before = withRule('self.order_total < 100000');
  const { heard } = await playRun([{}], story, before);
  const rules = ['order_total'];
  const header = { redacted: rules, systems: [before] };
  const recording = await recordingOf(heard, header, redactor(rules, Buffer.from('key')));
  const judged = (expression: string) =>
    checkRecording(recording, [withRule(expression)]).scenarios[0]!.invariants;
  expect(judged('self.order_total != 12')).toMatchObject([{ verdict: 'inconclusive', recorded: 'pass' }]);
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
