import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKafka } from '../../cli/test/harness/kafka.ts';
import { startPostgres } from '../../cli/test/harness/postgres.ts';
import { type ServiceProcess, spawnService } from '../../cli/test/harness/service-process.ts';
import { waitUntil } from '../../cli/lib/wait-until.ts';

const starting = 40_000;
let gateway: string;
let orderService: ServiceProcess;
let startOrderService: (port: string) => ServiceProcess;
const processes: ServiceProcess[] = [];
const servers: { stop(): Promise<unknown> }[] = [];

beforeAll(async () => {
  const [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  servers.push(kafka, postgres);
  const orderDb = await postgres.createDatabase('orders');
  const customerDb = await postgres.createDatabase('customers');
  const spawned = (folder: string, env: Record<string, string>): ServiceProcess => {
    const service = spawnService(folder, { KAFKA_BROKERS: kafka.bootstrap, ...env });
    processes.push(service);
    return service;
  };
  startOrderService = (port) =>
    spawned('orchestrated-orders/order-service', { DATABASE_URL: orderDb, PORT: port });
  orderService = startOrderService('0');
  const signal = AbortSignal.timeout(starting);
  const [orders, customers] = await Promise.all([
    orderService.ready(signal),
    spawned('orchestrated-orders/customer-service', { DATABASE_URL: customerDb }).ready(signal),
  ]);
  const pipelines = [
    { name: 'order-db', url: orderDb },
    { name: 'customer-db', url: customerDb },
  ];
  const relay = { RELAY_NAME: 'relay', RELAY_PIPELINES: JSON.stringify(pipelines) };
  const upstream = { CUSTOMER_SERVICE_URL: customers, ORDER_SERVICE_URL: orders };
  [gateway] = await Promise.all([
    spawned('orchestrated-orders/api-gateway', upstream).ready(signal),
    spawned('tram/relay', relay).ready(signal, '/health'),
  ]);
});

afterAll(async () => {
  for (const { process } of processes) process.kill('SIGTERM');
  await Promise.all(processes.map(({ exited }) => exited));
  for (const server of servers) await server.stop();
});

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(gateway + path, { method, ...sent });
  return { status: response.status, json: await response.json() };
}

async function createCustomer(amount: number): Promise<number> {
  const { json } = await call('POST', '/customers', { name: 'Jane', creditLimit: { amount } });
  return (json as { customerId: number }).customerId;
}

async function createOrder(customerId: number, amount: number): Promise<number> {
  const { json } = await call('POST', '/orders', { customerId, orderTotal: { amount } });
  return (json as { orderId: number }).orderId;
}

/** The order, once its saga has decided it. */
function decided(orderId: number): Promise<unknown> {
  const look = async () => {
    const { status, json } = await call('GET', `/orders/${orderId}`);
    return status === 200 && (json as { orderState: string }).orderState !== 'PENDING' ? json : undefined;
  };
  return waitUntil(look, { signal: AbortSignal.timeout(starting) });
}

describe('customers and orders, orchestrated', () => {
  it('approves what the credit covers and rejects the rest, as the history shows', async () => {
    const customerId = await createCustomer(15);
    const first = await createOrder(customerId, 12.34);
    await decided(first);
    const second = await createOrder(customerId, 2.67);
    await decided(second);
    expect(await call('GET', `/customers/${customerId}/orderhistory`)).toEqual({
      status: 200,
      json: {
        customerId,
        name: 'Jane',
        creditLimit: { amount: 15 },
        orders: [
          { orderId: first, orderState: 'APPROVED', rejectionReason: null },
          { orderId: second, orderState: 'REJECTED', rejectionReason: 'INSUFFICIENT_CREDIT' },
        ],
      },
    });
  });

  it('rejects an order of an unknown customer, who has no history', async () => {
    const unknown = 4_711_471_147_114;
    const orderId = await createOrder(unknown, 40);
    expect(await decided(orderId)).toMatchObject({ rejectionReason: 'UNKNOWN_CUSTOMER' });
    expect((await call('GET', `/customers/${unknown}/orderhistory`)).status).toBe(404);
  });

  it('goes on with a saga whose orchestrator was killed, and has one of many orders at once approved', async () => {
    const customerId = await createCustomer(50);
    const orders = await Promise.all([1, 2, 3, 4].map(() => createOrder(customerId, 30)));
    const port = /"port":(\d+)/.exec(orderService.output())?.[1] ?? '';
    orderService.process.kill('SIGKILL');
    await orderService.exited;
    await startOrderService(port).ready(AbortSignal.timeout(starting));
    const ends = (await Promise.all(orders.map(decided))) as { orderState: string }[];
    expect(ends.map(({ orderState }) => orderState).sort()).toEqual([
      'APPROVED',
      'REJECTED',
      'REJECTED',
      'REJECTED',
    ]);
  });
});
