import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import type { LabStatus } from '../../stack/status.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { processesOf, survivors } from '../harness/lab.ts';

let lab: CliHome;
let up: LabStatus;

beforeAll(async () => {
  lab = await cliHome();
  const { code, stdout, stderr } = await lab.cli('up', '--detach', '--json', '--quiet');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  up = JSON.parse(stdout) as LabStatus;
});
afterAll(() => lab.remove());

const url = (service: string) =>
  up.services.find(({ name }) => name === service)?.url ?? expect.fail(service);

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

describe('up --detach', () => {
  test('returns when everything is ready, and status tells the same', async () => {
    expect(up).toMatchObject({ v: 1, lab: 'default', state: 'up', stack: 'embedded' });
    expect(up.systems).toEqual(['customers-and-orders']);
    expect(up.services.map(({ name, state }) => [name, state])).toEqual([
      ['order-service', 'ready'],
      ['customer-service', 'ready'],
      ['order-history-service', 'ready'],
    ]);
    expect(await lab.status()).toMatchObject({ services: up.services, databases: up.databases });
  });

  test('every pid is a process of its own that runs', () => {
    const parts = [...up.services, ...up.relays, ...up.brokers];
    const pids = [...parts, ...up.databases].map(({ pid }) => pid ?? expect.fail('no pid'));
    for (const pid of pids) expect(process.kill(pid, 0)).toBe(true);
    // Both PostgreSQL databases are on one server.
    expect(new Set(pids).size).toBe(pids.length - 1);
  });

  test('a second up takes the lab that is there', async () => {
    const { stdout } = await lab.cli('up', '--detach', '--json', '--quiet');
    expect((JSON.parse(stdout) as LabStatus).services).toEqual(up.services);
  });
});

test("the reference's walk-through: create a customer and an order, read both, read the history", async () => {
  const { customerId } = (await call('POST', `${url('customer-service')}/customers`, {
    name: 'Jane Doe',
    creditLimit: { amount: 15 },
  })) as { customerId: number };
  const { orderId } = (await call('POST', `${url('order-service')}/orders`, {
    customerId,
    orderTotal: { amount: 12.34 },
  })) as { orderId: number };

  const approved = { orderId, orderState: 'APPROVED', rejectionReason: null };
  await waitUntil(
    async () => {
      const order = await call('GET', `${url('order-service')}/orders/${orderId}`);
      return JSON.stringify(order) === JSON.stringify(approved) || undefined;
    },
    { signal: AbortSignal.timeout(10_000) },
  );
  const history = { orderId, state: 'APPROVED', orderTotal: { amount: 12.34 } };
  await waitUntil(
    async () => {
      const path = `${url('order-history-service')}/customers/${customerId}/orderhistory`;
      const { orders } = (await call('GET', path)) as { orders: Record<string, unknown> };
      return JSON.stringify(orders[String(orderId)]) === JSON.stringify(history) || undefined;
    },
    { signal: AbortSignal.timeout(10_000) },
  );
});

test('run uses the lab that is up, twice, and leaves it up', async () => {
  for (const _ of ['first', 'second']) {
    const { code, report } = await lab.run('approve', 'cancel');
    expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'pass' });
  }
  expect((await lab.status()).services.map(({ pid }) => pid)).toEqual(up.services.map(({ pid }) => pid));
});

test('a service that is killed comes back on its port, and the restart is counted', async () => {
  const before = up.services.find(({ name }) => name === 'order-service');
  process.kill(before?.pid ?? expect.fail('no pid'), 'SIGKILL');
  const after = await waitUntil(
    async () => {
      const now = (await lab.status()).services.find(({ name }) => name === 'order-service');
      return now?.state === 'ready' && now.pid !== before?.pid ? now : undefined;
    },
    { signal: AbortSignal.timeout(20_000), everyMs: 100 },
  );
  expect(after).toMatchObject({ url: before?.url, restarts: 1 });
  expect((await lab.run('approve')).code).toBe(0);
});

test('a process is stopped, started, paused and resumed by its name, and one that is not there is told with those that are', async () => {
  const stateOf = async (name: string) => {
    const { services, relays } = await lab.status();
    return [...services, ...relays].find((each) => each.name === name)?.state;
  };
  const drive = async (...words: string[]) => {
    const { code, stderr } = await lab.cli(...words);
    return [code, stderr.trim()];
  };
  expect(await drive('stop', 'relay')).toEqual([0, 'relay is stopped']);
  expect(await stateOf('relay')).toBe('stopped');
  expect(await drive('start', 'relay')).toEqual([0, 'relay is ready']);
  expect(await drive('pause', 'order-service')).toEqual([0, 'order-service hangs until it is resumed']);
  expect(await stateOf('order-service')).toBe('paused');
  expect(await drive('resume', 'order-service')).toEqual([0, 'order-service goes on']);
  expect(await stateOf('order-service')).toBe('ready');
  expect(await drive('kill', 'ordr-service')).toEqual([
    2,
    expect.stringContaining('There is no process "ordr-service"; did you mean "order-service"?'),
  ]);
  expect((await lab.run('approve')).code).toBe(0);
});

test('logs tells what a service wrote', async () => {
  const { code, stdout } = await lab.cli('logs', 'customer-service');
  expect(code).toBe(0);
  expect(stdout).toContain('customer-service');
});

test('down returns when nothing runs any more, and the data is there at the next up', async () => {
  const processes = await processesOf('default', lab.home);
  expect((await lab.cli('down')).code).toBe(0);
  expect(await survivors(processes, 0)).toEqual([]);
  await expect(reached(url('order-service'))).resolves.toBe(false);
  expect((await lab.status()).state).toBe('down');

  up = JSON.parse((await lab.cli('up', '--detach', '--json', '--quiet')).stdout) as LabStatus;
  const { customers } = (await call('GET', `${url('customer-service')}/customers`)) as {
    customers: { name: string }[];
  };
  expect(customers[0]?.name).toBe('Jane Doe');
  expect((await lab.run('approve')).code).toBe(0);
});

function reached(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
