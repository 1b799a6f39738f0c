import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { callApi, type CallApi } from '../../../cli/test/harness/call-api.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { replyTo, type SentCommand } from '../../../cli/test/harness/saga-reply.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { inTransaction } from '../../tram/index.ts';
import { replyHandler } from '../../tram/sagas/handle-reply.ts';
import { createSagaTables } from '../../tram/sagas/saga-tables.ts';
import { startSaga } from '../../tram/sagas/start-saga.ts';
import { createOrderSaga } from './create-order-saga.ts';
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
  await createSagaTables(pool);
  call = callApi(routes(pool, (tx, data) => startSaga(tx, createOrderSaga, data)));
  return () => pool.end();
});

async function createOrder(customerId: bigint | number = 1): Promise<{ orderId: number; sagaId: string }> {
  const { json } = await call('POST', '/orders', { customerId, orderTotal: { amount: 12.34 } });
  return json as { orderId: number; sagaId: string };
}

const sent = async () =>
  (
    await pool.query<SentCommand & { type: string; destination: string; payload: string }>(
      `SELECT id, headers, destination, payload, headers::json ->> 'command_type' AS type FROM message ORDER BY id`,
    )
  ).rows;

/** The customer service's answer to the first command, each time as a message of its own. */
async function answer(type: string, outcome: 'SUCCESS' | 'FAILURE') {
  const [command] = await sent();
  if (!command) throw new Error('no command was sent');
  const message = replyTo(command, type, outcome);
  return inTransaction(pool, (tx) => replyHandler(createOrderSaga)(message, { tx }));
}

async function saga(): Promise<{ id: string; state: string; steps: unknown }[]> {
  const { rows } = await pool.query<{ id: string; state: string; steps: unknown }>(
    'SELECT saga_id AS id, state, steps::json AS steps FROM saga_instance',
  );
  return rows;
}

describe('order service, orchestrated', () => {
  it('answers at once with a PENDING order and its saga, which has asked for credit', async () => {
    const { orderId, sagaId } = await createOrder(9223372036854775807n);
    expect(await call('GET', `/orders/${orderId}`)).toEqual({
      status: 200,
      json: { orderId, orderState: 'PENDING', rejectionReason: null },
    });
    expect(await saga()).toEqual([
      { id: sagaId, state: 'reserve-credit', steps: { 'create-order': 'done', 'reserve-credit': 'sent' } },
    ]);
    expect(await sent()).toMatchObject([
      {
        type: 'ReserveCredit',
        destination: 'customerService',
        payload: `{"customerId":9223372036854775807,"orderId":${orderId},"orderTotal":{"amount":12.34}}`,
      },
    ]);
    expect((await pool.query('SELECT saga_id FROM orders')).rows).toEqual([{ saga_id: sagaId }]);
    expect((await call('GET', '/orders/99')).status).toBe(404);
  });

  test.each([
    ['CustomerCreditReserved', 'SUCCESS', 'APPROVED', null, 'COMPLETED'],
    ['CustomerCreditLimitExceeded', 'FAILURE', 'REJECTED', 'INSUFFICIENT_CREDIT', 'COMPENSATED'],
    ['CustomerNotFound', 'FAILURE', 'REJECTED', 'UNKNOWN_CUSTOMER', 'COMPENSATED'],
  ] as const)('%s: %s, %s', async (reply, outcome, orderState, rejectionReason, end) => {
    const { orderId } = await createOrder();
    await answer(reply, outcome);
    const { json } = await call('GET', '/orders');
    expect(json).toEqual({ orders: [{ orderId, orderState, rejectionReason }] });
    expect((await saga()).map(({ state }) => state)).toEqual([end]);
    expect((await sent()).map(({ type }) => type)).toEqual(['ReserveCredit', 'SagaUnlock']);
  });

  it('keeps its decision, whatever is said later', async () => {
    const { orderId } = await createOrder();
    await answer('CustomerCreditReserved', 'SUCCESS');
    expect(await answer('CustomerCreditLimitExceeded', 'FAILURE')).toBe('duplicate');
    expect((await call('GET', `/orders/${orderId}`)).json).toMatchObject({ orderState: 'APPROVED' });
  });

  it('lists orders page by page, also those of one customer', async () => {
    const ids = [await createOrder(1), await createOrder(2), await createOrder(1)].map(
      (each) => each.orderId,
    );
    const pending = (index: number) => ({
      orderId: ids[index],
      orderState: 'PENDING',
      rejectionReason: null,
    });
    expect((await call('GET', '/orders?limit=1&offset=1')).json).toEqual({ orders: [pending(1)] });
    expect((await call('GET', '/orders/customer/1')).json).toEqual([pending(0), pending(2)]);
    expect((await call('GET', '/orders/customer/1?offset=1')).json).toEqual([pending(2)]);
    expect((await call('GET', '/orders/customer/3')).json).toEqual([]);
  });
});
