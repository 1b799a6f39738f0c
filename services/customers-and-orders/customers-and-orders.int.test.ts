import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKafka } from '../../cli/test/harness/kafka.ts';
import { startMongo } from '../../cli/test/harness/mongo.ts';
import { startPostgres } from '../../cli/test/harness/postgres.ts';
import { type ServiceProcess, spawnService } from '../../cli/test/harness/service-process.ts';
import { waitUntil } from '../../cli/lib/wait-until.ts';

let orders: string;
let customers: string;
let history: string;
const processes: ServiceProcess[] = [];
const servers: { stop(): Promise<unknown> }[] = [];

beforeAll(async () => {
  const [postgres, kafka, mongo] = await Promise.all([startPostgres(), startKafka(), startMongo()]);
  servers.push(kafka, mongo, postgres);
  const [orderDb, customerDb] = [
    await postgres.createDatabase('orders'),
    await postgres.createDatabase('customers'),
  ];
  const spawned = (folder: string, env: Record<string, string>): ServiceProcess => {
    const service = spawnService(folder, { KAFKA_BROKERS: kafka.bootstrap, ...env });
    processes.push(service);
    return service;
  };
  const signal = AbortSignal.timeout(40_000);
  [orders, customers, history] = await Promise.all([
    spawned('customers-and-orders/order-service', { DATABASE_URL: orderDb }).ready(signal),
    spawned('customers-and-orders/customer-service', { DATABASE_URL: customerDb }).ready(signal),
    spawned('customers-and-orders/order-history-service', { MONGODB_URL: `${mongo.url}/history` }).ready(
      signal,
    ),
  ]);
  const pipelines = [
    { name: 'order-db', url: orderDb },
    { name: 'customer-db', url: customerDb },
  ];
  await spawned('tram/relay', {
    RELAY_NAME: 'relay',
    RELAY_PIPELINES: JSON.stringify(pipelines),
  }).ready(signal, '/health');
});

afterAll(async () => {
  for (const { process } of processes) process.kill('SIGTERM');
  await Promise.all(processes.map(({ exited }) => exited));
  for (const server of servers) await server.stop();
});

async function call(method: string, url: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, { method, ...sent });
  return { status: response.status, json: await response.json() };
}

async function createCustomer(amount: number): Promise<number> {
  const { json } = await call('POST', `${customers}/customers`, { name: 'Jane', creditLimit: { amount } });
  return (json as { customerId: number }).customerId;
}

async function createOrder(customerId: number, amount: number): Promise<number> {
  const { json } = await call('POST', `${orders}/orders`, { customerId, orderTotal: { amount } });
  return (json as { orderId: number }).orderId;
}

/** Resolves with the answer once it holds `part`. */
async function eventually(url: string, part: Record<string, unknown>): Promise<unknown> {
  let last: unknown;
  const look = async () => {
    last = (await call('GET', url)).json;
    const seen = last as Record<string, unknown>;
    return Object.entries(part).every(([key, value]) => seen[key] === value) ? last : undefined;
  };
  return waitUntil(look, { signal: AbortSignal.timeout(10_000) }).catch(() => {
    throw new Error(`${url} last answered ${JSON.stringify(last)}`);
  });
}

describe('customers and orders', () => {
  it('approves an order that the credit covers, and cancels it, which releases the credit', async () => {
    const customerId = await createCustomer(15);
    const first = await createOrder(customerId, 12.34);
    await eventually(`${orders}/orders/${first}`, { orderState: 'APPROVED', rejectionReason: null });
    expect((await call('POST', `${orders}/orders/${first}/cancel`)).status).toBe(200);
    await eventually(`${history}/orders/${first}`, { state: 'CANCELLED' });

    const second = await waitForCredit(customerId, 15);
    await eventually(`${history}/orders/${second}`, { state: 'APPROVED' });
    expect((await call('GET', `${history}/customers/${customerId}`)).json).toMatchObject({
      name: 'Jane',
      orders: {
        [first]: { state: 'CANCELLED', orderTotal: { amount: 12.34 } },
        [second]: { state: 'APPROVED' },
      },
    });
  });

  it('rejects an order that the credit does not cover', async () => {
    const orderId = await createOrder(await createCustomer(5), 40);
    await eventually(`${orders}/orders/${orderId}`, {
      orderState: 'REJECTED',
      rejectionReason: 'INSUFFICIENT_CREDIT',
    });
  });

  it('rejects an order of an unknown customer, and makes no customer of it', async () => {
    const unknown = 4_711_471_147_114;
    const orderId = await createOrder(unknown, 40);
    await eventually(`${orders}/orders/${orderId}`, { rejectionReason: 'UNKNOWN_CUSTOMER' });
    await eventually(`${history}/orders/${orderId}`, { state: 'REJECTED' });
    expect((await call('GET', `${history}/customers/${unknown}/orderhistory`)).status).toBe(404);
  });
});

/** The release is not seen from outside: orders are tried until one fits. */
async function waitForCredit(customerId: number, amount: number): Promise<number> {
  for (const limit = AbortSignal.timeout(10_000); !limit.aborted; await delay(10)) {
    const orderId = await createOrder(customerId, amount);
    const decided = (await waitUntil(
      async () => {
        const { json } = await call('GET', `${orders}/orders/${orderId}`);
        return (json as { orderState: string }).orderState === 'PENDING' ? undefined : json;
      },
      { signal: limit },
    )) as { orderState: string };
    if (decided.orderState === 'APPROVED') return orderId;
  }
  throw new Error(`no credit of ${amount} was released`);
}
