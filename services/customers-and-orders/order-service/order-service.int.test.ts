import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
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
  pool = openPool(await server.createDatabase('orders'), 'test', pino({ enabled: false }));
  await migrate(pool, tables);
  call = callApi(routes(pool));
  return () => pool.end();
});

async function createOrder(customerId: bigint | number = 1): Promise<number> {
  const { json } = await call('POST', '/orders', { customerId, orderTotal: { amount: 12.34 } });
  return (json as { orderId: number }).orderId;
}

/** Hands the customer's answer to its handler, each time as a message of its own. */
function receive(type: string, orderId: number) {
  const message = eventMessage('Customer', 1n, type, { customerId: 1, orderId });
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

describe('order service', () => {
  it('answers at once with a PENDING order', async () => {
    const orderId = await createOrder();
    expect(await call('GET', `/orders/${orderId}`)).toEqual({
      status: 200,
      json: { orderId, orderState: 'PENDING', rejectionReason: null },
    });
    expect((await call('GET', '/orders/99')).status).toBe(404);
  });

  it('tells all of the order in every event, exact to the last digit', async () => {
    await createOrder(9223372036854775807n);
    const { rows } = await pool.query('SELECT destination, payload FROM message');
    expect(rows).toEqual([
      {
        destination: 'Order',
        payload: '{"orderDetails":{"customerId":9223372036854775807,"orderTotal":{"amount":12.34}}}',
      },
    ]);
  });

  test.each([
    ['CustomerCreditReserved', 'APPROVED', null, 'OrderApproved'],
    ['CustomerCreditReservationFailed', 'REJECTED', 'INSUFFICIENT_CREDIT', 'OrderRejected'],
    ['CustomerValidationFailed', 'REJECTED', 'UNKNOWN_CUSTOMER', 'OrderRejected'],
  ])('%s: %s', async (answer, orderState, rejectionReason, event) => {
    const orderId = await createOrder();
    await receive(answer, orderId);
    const { json } = await call('GET', '/orders');
    expect(json).toEqual({ orders: [{ orderId, orderState, rejectionReason }] });
    expect(await published()).toEqual(['OrderCreated', event]);
  });

  it('keeps its decision, whatever is said later', async () => {
    const orderId = await createOrder();
    await receive('CustomerCreditReserved', orderId);
    expect(await receive('CustomerCreditReserved', orderId)).toBe('duplicate');
    expect(await receive('CustomerCreditReservationFailed', orderId)).toBe('duplicate');
    expect((await call('GET', `/orders/${orderId}`)).json).toMatchObject({ orderState: 'APPROVED' });
    expect(await published()).toEqual(['OrderCreated', 'OrderApproved']);
  });

  it('tries an answer again that comes before its order can be seen', async () => {
    await expect(receive('CustomerCreditReserved', 1)).rejects.toThrow('There is no order 1');
    const orderId = await createOrder();
    expect(await receive('CustomerCreditReserved', orderId)).toBeUndefined();
    expect(await published()).toEqual(['OrderCreated', 'OrderApproved']);
  });

  it('cancels an approved order, once', async () => {
    const orderId = await createOrder();
    const cancel = () => call('POST', `/orders/${orderId}/cancel`);
    expect(await cancel()).toMatchObject({
      status: 409,
      json: { detail: `Order ${orderId} is PENDING: only an APPROVED order can be cancelled` },
    });
    await receive('CustomerCreditReserved', orderId);

    const answers = await Promise.all([cancel(), cancel(), cancel()]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 200)?.json).toEqual({
      orderId,
      orderState: 'CANCELLED',
      rejectionReason: null,
    });
    expect((await call('POST', '/orders/99/cancel')).status).toBe(404);
    expect(await published()).toEqual(['OrderCreated', 'OrderApproved', 'OrderCancelled']);
  });

  it('reads lists page by page', async () => {
    const ids = [await createOrder(), await createOrder(), await createOrder()];
    const { json } = await call('GET', '/orders?limit=1&offset=1');
    expect(json).toMatchObject({ orders: [{ orderId: ids[1] }] });
  });
});
