import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callApi, type CallApi } from '../../../cli/test/harness/call-api.ts';
import { eventMessage } from '../../../cli/test/harness/event-message.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { inTransaction } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { tables } from './storage.ts';

let server: TestPostgres;
let pool: pg.Pool;
let call: CallApi;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

beforeEach(async () => {
  pool = openPool(await server.createDatabase('customers'), 'test', pino({ enabled: false }));
  await migrate(pool, tables);
  call = callApi(routes(pool));
  return () => pool.end();
});

async function createCustomer(amount: number): Promise<bigint> {
  const { status, json } = await call('POST', '/customers', { name: 'Jane', creditLimit: { amount } });
  expect(status).toBe(200);
  return BigInt((json as { customerId: number }).customerId);
}

/** Hands the event to its handler, each time as a message of its own. */
function receive(type: string, orderId: bigint, customerId: bigint, amount = 40) {
  const message = eventMessage('Order', orderId, type, {
    orderDetails: { customerId, orderTotal: { amount } },
  });
  const handle = handlers.handlerFor(message);
  if (!handle) throw new Error(`${type} has no handler`);
  return inTransaction(pool, (tx) => handle(message, { tx }));
}

async function published(): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>(
    `SELECT headers::json ->> 'event-type' AS type FROM message ORDER BY id`,
  );
  return rows.map(({ type }) => type);
}

async function reservations(): Promise<string[]> {
  const { rows } = await pool.query<{ order_id: string; amount: string }>(
    'SELECT order_id, amount FROM credit_reservations ORDER BY order_id',
  );
  return rows.map(({ order_id, amount }) => `${order_id}: ${amount}`);
}

describe('customer service', () => {
  it('creates, reads and lists customers', async () => {
    const id = await createCustomer(12.5);
    const jane = { customerId: Number(id), name: 'Jane', creditLimit: { amount: 12.5 } };
    await createCustomer(1);
    expect(await call('GET', `/customers/${id}`)).toEqual({ status: 200, json: jane });
    expect(await call('GET', '/customers?limit=1')).toEqual({ status: 200, json: { customers: [jane] } });
    expect(await call('GET', '/customers?offset=2')).toEqual({ status: 200, json: { customers: [] } });
    expect((await call('GET', '/customers/9223372036854775807')).status).toBe(404);
    expect(await published()).toEqual(['CustomerCreated', 'CustomerCreated']);
  });

  it('creates its tables although several replicas start at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrate(pool, tables)));
  });

  it('reserves up to the limit, refuses beyond it, and releases what is cancelled', async () => {
    const customer = await createCustomer(100);
    await receive('OrderCreated', 1n, customer, 60);
    await receive('OrderCreated', 2n, customer, 40.01);
    await receive('OrderCreated', 3n, customer, 40);
    expect(await reservations()).toEqual(['1: 60.00', '3: 40.00']);
    await receive('OrderCancelled', 1n, customer, 60);
    await receive('OrderCreated', 4n, customer, 60);
    expect(await reservations()).toEqual(['3: 40.00', '4: 60.00']);
    expect(await published()).toEqual([
      'CustomerCreated',
      'CustomerCreditReserved',
      'CustomerCreditReservationFailed',
      'CustomerCreditReserved',
      'CustomerCreditReserved',
    ]);
  });

  it('says so when there is no such customer', async () => {
    await receive('OrderCreated', 1n, 9223372036854775807n);
    const { rows } = await pool.query('SELECT destination, payload FROM message');
    expect(rows).toEqual([
      { destination: 'Customer', payload: '{"customerId":9223372036854775807,"orderId":1}' },
    ]);
  });

  it('decides an order once, also when it was refused or cancelled since', async () => {
    const customer = await createCustomer(50);
    await receive('OrderCreated', 1n, customer);
    await receive('OrderCreated', 2n, customer);
    await receive('OrderCancelled', 1n, customer);
    const before = await published();
    expect(await receive('OrderCreated', 1n, customer)).toBe('duplicate');
    expect(await receive('OrderCreated', 2n, customer)).toBe('duplicate');
    expect(await receive('OrderCancelled', 1n, customer)).toBe('duplicate');
    expect(await published()).toEqual(before);
    expect(await reservations()).toEqual([]);
  });

  it('never lets 50 orders at once overspend', async () => {
    const customer = await createCustomer(100);
    const orders = Array.from({ length: 50 }, (_, index) => BigInt(index + 1));
    await Promise.all(orders.map((order) => receive('OrderCreated', order, customer, 9.99)));
    expect(await reservations()).toHaveLength(10);
    const types = await published();
    expect(types.filter((type) => type === 'CustomerCreditReserved')).toHaveLength(10);
    expect(types.filter((type) => type === 'CustomerCreditReservationFailed')).toHaveLength(40);
  });
});
