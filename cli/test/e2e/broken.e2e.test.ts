import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import type { RunReport } from '../../scenario/report.ts';
import type { LabStatus } from '../../stack/status.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
let up: LabStatus;
let customerId: number;
const frozen = new Set<number>();

beforeAll(async () => {
  lab = await cliHome();
  up = JSON.parse((await lab.cli('up', '--detach', '--json', '--quiet')).stdout) as LabStatus;
  const response = await fetch(`${service('customer-service').url}/customers`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Jane Doe', creditLimit: { amount: 100 } }),
    headers: { 'content-type': 'application/json' },
  });
  ({ customerId } = (await response.json()) as { customerId: number });
  await writeFile(join(lab.folder, 'order.yaml'), anOrder);
});
afterEach(() => {
  for (const pid of frozen) process.kill(pid, 'SIGCONT');
  frozen.clear();
});
afterAll(() => lab.remove());

/** No customer of its own: all that it needs of the customer service is the answer to the event. */
const anOrder = `
name: order
system: customers-and-orders
vars: { customerId: 1, state: APPROVED, within: 5s }
steps:
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 1 } }
    capture: { orderId: $.orderId }
expect:
  - eventually: { get: 'order-service/orders/{{orderId}}', json: { orderState: '{{state}}' }, within: 3s }
`;

const service = (name: string) => up.services.find((each) => each.name === name) ?? expect.fail(name);

function freeze(pid: number | null | undefined): void {
  if (typeof pid !== 'number') return expect.fail('no pid');
  process.kill(pid, 'SIGSTOP');
  frozen.add(pid);
}

const order = (...args: string[]) => lab.run('order.yaml', '--var', `customerId=${customerId}`, ...args);

function missingOf(report: RunReport): string[] {
  const hops = report.scenarios[0]?.chain.filter(({ kind }) => kind === 'missing') ?? [];
  return hops.map(({ type, label }) => `${type}: ${label.replace(/ for [\d.]+ m?s.*/, '')}`);
}

const verdicts = (report: RunReport) =>
  Object.fromEntries(report.scenarios[0]?.invariants.map(({ name, verdict }) => [name, verdict]) ?? []);

test('whole, the order is approved', async () => {
  expect(await order()).toMatchObject({ code: 0, report: { verdict: 'pass' } });
});

test('with a relay that is stopped, the run fails and names the message that waits', async () => {
  freeze(up.relays[0]?.pid);
  const { code, report } = await order();
  expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
  expect(missingOf(report)).toEqual(['relay: OrderCreated not relayed']);
  expect(verdicts(report)).toMatchObject({ 'every-outbox-row-on-its-topic': 'fail' });
});

test('with a handler that never answers, the run fails and names the consumer', async () => {
  freeze(service('customer-service').pid);
  const { code, report } = await order();
  expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
  expect(missingOf(report)).toEqual(['handled: OrderCreated not handled by customer-service-orders']);
  expect(verdicts(report)).toMatchObject({
    'every-outbox-row-on-its-topic': 'pass',
    'every-order-terminal': 'fail',
  });
});

test('with a view that does not follow, the run fails and names the view', async () => {
  freeze(service('order-history-service').pid);
  const { code, report } = await order();
  expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
  expect(missingOf(report)).toEqual([
    'handled: OrderApproved not handled by order-history',
    'handled: OrderCreated not handled by order-history',
  ]);
});

test('with a service that takes a request and never answers, the run fails at that step', async () => {
  freeze(service('order-service').pid);
  const { code, report } = await order('--timeout', '4s');
  expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
  expect(report.scenarios[0]?.steps).toMatchObject([
    {
      name: 'POST order-service/orders',
      verdict: 'fail',
      error: expect.stringContaining('no answer') as string,
    },
  ]);
});

test('with a service that is not there, nothing can be said of the system', async () => {
  const withoutService = anOrder.replace('steps:', 'steps:\n  - stop: order-service');
  await writeFile(join(lab.folder, 'stopped.yaml'), withoutService);
  const { code, report } = await lab.run('stopped.yaml');
  expect({ code, verdict: report.verdict }).toEqual({ code: 4, verdict: 'inconclusive' });
  expect(report.scenarios[0]?.steps.at(-1)).toMatchObject({
    verdict: 'inconclusive',
    error: expect.stringContaining('cannot be reached') as string,
  });
});

test('a wrong state written by hand is convicted, with the transaction that wrote it', async () => {
  const url = up.databases.find(({ name }) => name === 'order-db')?.url;
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    const { rows: before } = await db.query<{ max: string }>('SELECT max(id) FROM orders');
    // Only this hand can bring the state that the run waits for: the saga approves.
    const running = order('--var', 'state=REJECTED');
    await waitUntil(
      async () => {
        const { rowCount } = await db.query(
          `UPDATE orders SET state = 'REJECTED' WHERE id > $1 AND state = 'APPROVED'`,
          [before[0]?.max],
        );
        return rowCount === 1 || undefined;
      },
      { signal: AbortSignal.timeout(10_000) },
    );
    const { code, report } = await running;
    expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
    expect(report.scenarios[0]?.expectations[0]?.verdict).toBe('pass');
    const proofs = report.scenarios[0]?.invariants.filter(({ verdict }) => verdict === 'fail') ?? [];
    expect(proofs.map(({ name }) => name)).toEqual(['declared-transitions', 'credit-conserved']);
    expect(proofs[0]?.proof?.join('\n')).toMatch(
      /APPROVED -> REJECTED in order-db xid \d+ at [0-9A-F]+\/[0-9A-F]+/,
    );
  } finally {
    await db.end();
  }
});
