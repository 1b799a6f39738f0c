import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callApi, type CallApi } from '../../../cli/test/harness/call-api.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { sagaCommand } from '../../../cli/test/harness/saga-command.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { commandHandlerFor } from '../../tram/commands/consume-commands.ts';
import { createLockTables, inTransaction, type Message } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { customerCommands } from './messages.ts';
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
  await createLockTables(pool);
  call = callApi(routes(pool));
  return () => pool.end();
});

async function createCustomer(amount: number): Promise<bigint> {
  const { status, json } = await call('POST', '/customers', { name: 'Jane', creditLimit: { amount } });
  expect(status).toBe(200);
  return BigInt((json as { customerId: number }).customerId);
}

const handle = (message: Message) =>
  inTransaction(pool, (tx) => commandHandlerFor(handlers, message)(message, { tx }));

/** The saga's command about its order, each time as a message of its own. */
const reserve = (saga: string, orderId: bigint, customerId: bigint, amount = 40) =>
  handle(
    sagaCommand(
      customerCommands.channel,
      'ReserveCredit',
      { customerId, orderId, orderTotal: { amount } },
      saga,
    ),
  );

/** The saga has ended. */
const unlock = (saga: string, customerId: bigint) =>
  handle(sagaCommand(customerCommands.channel, 'SagaUnlock', {}, saga, `Customer/${customerId}`));

async function replies(): Promise<string[]> {
  const { rows } = await pool.query<{ saga: string; type: string; outcome: string }>(
    `SELECT headers::json ->> 'commandreply_saga_id' AS saga, headers::json ->> 'reply_type' AS type,
       headers::json ->> 'reply_outcome-type' AS outcome FROM message ORDER BY id`,
  );
  return rows.map(({ saga, type, outcome }) => `${saga}: ${type} ${outcome}`);
}

async function reservations(): Promise<string[]> {
  const { rows } = await pool.query<{ order_id: string; amount: string }>(
    'SELECT order_id, amount FROM credit_reservations ORDER BY order_id',
  );
  return rows.map(({ order_id, amount }) => `${order_id}: ${amount}`);
}

describe('customer service, orchestrated', () => {
  it('creates, reads and lists customers', async () => {
    const id = await createCustomer(12.5);
    const jane = { customerId: Number(id), name: 'Jane', creditLimit: { amount: 12.5 } };
    await createCustomer(1);
    expect(await call('GET', `/customers/${id}`)).toEqual({ status: 200, json: jane });
    expect(await call('GET', '/customers?limit=1')).toEqual({ status: 200, json: { customers: [jane] } });
    expect((await call('GET', '/customers/9223372036854775807')).status).toBe(404);
  });

  it('reserves up to the limit and refuses beyond it, in replies', async () => {
    const customer = await createCustomer(100);
    await reserve('a', 1n, customer, 60);
    await unlock('a', customer);
    await reserve('b', 2n, customer, 40.01);
    await unlock('b', customer);
    await reserve('c', 3n, customer, 40);
    expect(await reservations()).toEqual(['1: 60.00', '3: 40.00']);
    expect(await replies()).toEqual([
      'a: CustomerCreditReserved SUCCESS',
      'b: CustomerCreditLimitExceeded FAILURE',
      'c: CustomerCreditReserved SUCCESS',
    ]);
  });

  it('says so when there is no such customer', async () => {
    await reserve('a', 1n, 9223372036854775807n);
    expect(await replies()).toEqual(['a: CustomerNotFound FAILURE']);
  });

  it('answers a command that comes again as before, and reserves once', async () => {
    const customer = await createCustomer(50);
    await reserve('a', 1n, customer);
    await reserve('a', 1n, customer);
    expect(await replies()).toEqual([
      'a: CustomerCreditReserved SUCCESS',
      'a: CustomerCreditReserved SUCCESS',
    ]);
    expect(await reservations()).toEqual(['1: 40.00']);
  });

  it('has a saga wait until the one before has ended, and another customer wait for nobody', async () => {
    const [jane, joe] = [await createCustomer(50), await createCustomer(50)];
    await reserve('a', 1n, jane);
    await reserve('b', 2n, jane);
    await reserve('c', 3n, joe);
    expect(await replies()).toEqual([
      'a: CustomerCreditReserved SUCCESS',
      'c: CustomerCreditReserved SUCCESS',
    ]);
    await unlock('a', jane);
    expect((await replies()).at(-1)).toBe('b: CustomerCreditLimitExceeded FAILURE');
    expect(await reservations()).toEqual(['1: 40.00', '3: 40.00']);
  });

  it('never lets 50 sagas at once overspend', async () => {
    const customer = await createCustomer(100);
    const orders = Array.from({ length: 50 }, (_, index) => BigInt(index + 1));
    await Promise.all(
      orders.map(async (order) => {
        await reserve(String(order), order, customer, 9.99);
      }),
    );
    // Each saga ends when it is answered; that of the next one is what its unlock brings.
    for (let ended = 0; ended < orders.length; ended += 1) {
      const { rows } = await pool.query<{ saga_id: string }>('SELECT saga_id FROM saga_lock_table');
      await unlock(rows[0]?.saga_id ?? '', customer);
    }
    expect(await reservations()).toHaveLength(10);
    const types = (await replies()).map((text) => text.split(' ')[1]);
    expect(types.filter((type) => type === 'CustomerCreditReserved')).toHaveLength(10);
    expect(types.filter((type) => type === 'CustomerCreditLimitExceeded')).toHaveLength(40);
    expect((await pool.query('SELECT FROM saga_lock_table')).rowCount).toBe(0);
  });
});
