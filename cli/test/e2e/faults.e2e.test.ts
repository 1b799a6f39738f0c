import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
beforeAll(async () => {
  lab = await cliHome();
  await lab.cli('up', '--detach', '--quiet');
});
afterAll(() => lab.remove());

describe('stories in which the stack is disturbed', () => {
  const names = [
    'relay-down-then-catch-up',
    'broker-restart',
    'document-store-restart',
    'redelivered-event',
    'two-orders-on-one-limit',
    'fifty-orders-on-one-limit',
  ];
  let report: RunReport;
  beforeAll(async () => {
    ({ report } = await lab.run(...names));
  });
  const scenario = (name: string): ScenarioReport =>
    report.scenarios.find((each) => each.name === name) ?? expect.fail(`no report of ${name}`);

  test.each(names)('%s passes', (name) => {
    const { verdict, steps, expectations, invariants } = scenario(name);
    const bad = [...steps, ...expectations, ...invariants].filter(
      (each) => each.verdict !== 'pass' && each.verdict !== 'not-applicable',
    );
    expect({ verdict, bad }).toEqual({ verdict: 'pass', bad: [] });
  });

  test('the rows that waited for the relay are relayed late, and the chain shows it', () => {
    const { chain, steps } = scenario('relay-down-then-catch-up');
    const relay = chain.find(({ kind, type }) => kind === 'relay' && type === 'OrderCreated');
    expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['stop relay', 'start relay']));
    const waited = steps.find(({ name }) => name === 'it waits');
    expect(relay?.sinceCauseMs).toBeGreaterThan(waited?.ms ?? Infinity);
  });

  test('what was redelivered is marked, and each consumer says that it was a duplicate', () => {
    const { chain } = scenario('redelivered-event');
    const injected = chain.filter((hop) => hop.injected);
    expect(injected.map(({ kind, type }) => `${kind} ${type}`).sort()).toEqual([
      'record CustomerCreditReserved',
      'record OrderCreated',
    ]);
    const after = chain.filter(({ cause }) => injected.some(({ id }) => id === cause));
    expect(after.map(({ kind, ref }) => `${kind} ${ref.consumer}`).sort()).toEqual([
      'duplicate customer-service-orders',
      'duplicate order-history',
      'duplicate order-service-customers',
    ]);
  });

  test('everything runs again afterwards', async () => {
    expect((await lab.status()).state).toBe('up');
  });
});

test('--repeat-each runs each scenario so often, and tells them apart', async () => {
  const { code, report } = await lab.run('two-orders-on-one-limit', 'approve', '--repeat-each', '3');
  expect(code).toBe(0);
  expect(report.scenarios.map(({ name, repetition }) => `${name} ${repetition}`)).toEqual([
    'two-orders-on-one-limit 1',
    'two-orders-on-one-limit 2',
    'two-orders-on-one-limit 3',
    'approve 1',
    'approve 2',
    'approve 3',
  ]);
  const wrong = await lab.cli('run', 'approve', '--repeat-each', 'often');
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--repeat-each must be a number') });
});

describe('a message that cannot be handled', () => {
  interface Parked {
    readonly parked: readonly {
      consumer: string;
      topic: string;
      key: string;
      reason: string;
      value?: string;
    }[];
  }
  const json = async <T>(...args: string[]) =>
    JSON.parse((await lab.cli('parked', ...args, '--json')).stdout) as T;
  const orderHistory = async () => (await json<Parked>('list', 'order-history')).parked;

  test('waits with what is behind it until it is dropped and the rest redriven: then all is as it should be', async () => {
    const { report } = await lab.run('poison-message');
    expect(report.verdict).toBe('pass');
    expect((await orderHistory()).map(({ reason }) => reason)).toEqual(['unprocessable', 'behind']);
    const { key = '' } = (await orderHistory())[0] ?? {};

    const { parked } = await json<Parked>('show', 'order-history', 'Order', key);
    expect(parked[0]?.value).toContain('unreadable');

    const early = await lab.cli('parked', 'redrive', 'order-history', 'Order', key);
    expect(early.code).toBe(1);
    expect(early.stdout).toContain('failed again, it and those behind it stay: Payload of OrderCancelled');

    for (const consumer of ['order-history', 'customer-service-orders']) {
      const dropped = await lab.cli('parked', 'drop', consumer, 'Order', key);
      expect(dropped.stdout).toMatch(/^dropped Order\/\d@\d+; 1 behind it wait for: saga-lab parked redrive/);
    }
    expect((await orderHistory()).map(({ reason }) => reason)).toEqual(['behind']);
    const redriven = await lab.cli('parked', 'redrive');
    expect(redriven.code).toBe(0);
    expect((await lab.cli('parked', 'list')).stdout).toBe('nothing is parked\n');

    const { services } = await lab.status();
    const history = services.find(({ name }) => name === 'order-history-service')?.url;
    const order = (await (await fetch(`${history}/orders/${key}`)).json()) as { state: string };
    expect(order.state).toBe('CANCELLED');
  });

  test('what cannot be done is said with the way out', async () => {
    expect(await lab.cli('parked', 'list', 'order-histroy')).toMatchObject({
      code: 2,
      stderr: 'There is no consumer "order-histroy"; did you mean "order-history"?\n',
    });
    expect(await lab.cli('parked', 'drop', 'order-history', 'Order', '0')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nothing is parked by order-history for key "0" of Order.'),
    });
    expect(await lab.cli('parked', 'list', '--lab', 'other')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Lab "other" is not up. Start it: saga-lab up'),
    });
  });
});
