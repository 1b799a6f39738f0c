import { MongoClient, type Db } from 'mongodb';
import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callApi, type CallApi } from '../../../cli/test/harness/call-api.ts';
import { commandMessage } from '../../../cli/test/harness/command-message.ts';
import { startMongo, type TestMongo } from '../../../cli/test/harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { inTransaction, type Reply } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { tables } from './storage.ts';

let postgres: TestPostgres;
let mongo: TestMongo;
let client: MongoClient;
let pool: pg.Pool;
let db: Db;
let call: CallApi;

beforeAll(async () => {
  [postgres, mongo] = await Promise.all([startPostgres(), startMongo()]);
  client = await MongoClient.connect(mongo.url);
});
afterAll(async () => {
  await client.close();
  await mongo.stop();
  await postgres.stop();
});

beforeEach(async () => {
  pool = openPool(await postgres.createDatabase(), 'test', pino({ enabled: false }));
  await migrate(pool, tables);
  db = client.db(`orders_${Date.now()}`);
  call = callApi(routes(db));
  return () => pool.end();
});

const details = {
  sessionId: 'session-1',
  items: [{ productId: 'tea-1', name: 'Earl Grey', units: 3, price: { amount: 4.25 } }],
  total: { amount: 12.75 },
};

/** Hands a command to its handler, each time as a message of its own; `crash`: the process ends before the commit. */
function receive(type: string, more: object, crash = false): Promise<Reply | undefined | void> {
  const message = commandMessage('order', 'order-1', type, { orderId: 'order-1', ...more });
  const { handle } = handlers(db).bind(message);
  return inTransaction(pool, async (tx) => {
    const reply = await handle({ tx });
    if (crash) throw new Error('killed');
    return reply;
  });
}

async function published(): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>(
    `SELECT headers::json ->> 'event-type' AS type FROM message ORDER BY id`,
  );
  return rows.map(({ type }) => type);
}

const status = async () => (await call('GET', '/orders/order-1')).json;

describe('an order of the store', () => {
  it('is PENDING until its saga has decided', async () => {
    expect((await call('GET', '/orders/order-1')).status).toBe(404);
    expect(await receive('CreateOrder', details)).toMatchObject({
      type: 'OrderCreated',
      outcome: 'SUCCESS',
    });
    expect(await call('GET', '/orders/order-1')).toEqual({
      status: 200,
      json: {
        orderId: 'order-1',
        status: 'PENDING',
        reason: null,
        total: 12.75,
        items: [{ productId: 'tea-1', name: 'Earl Grey', units: 3, price: 4.25 }],
      },
    });
  });

  it('is confirmed, and stays so', async () => {
    await receive('CreateOrder', details);
    expect(await receive('ConfirmOrder', {})).toMatchObject({ type: 'OrderConfirmed' });
    expect(await status()).toMatchObject({ status: 'SUCCESS', reason: null });
    await expect(receive('RejectOrder', { reason: 'TIMED_OUT' })).rejects.toThrow(
      'Order order-1 is SUCCESS: it cannot become FAILURE',
    );
    expect(await published()).toEqual(['StoreOrderPlaced', 'StoreOrderConfirmed']);
  });

  it('is rejected, with the reason, for whoever follows orders', async () => {
    await receive('CreateOrder', details);
    expect(await receive('RejectOrder', { reason: 'PAYMENT_REFUSED' })).toMatchObject({
      type: 'OrderRejected',
      outcome: 'SUCCESS',
      payload: { existed: true },
    });
    expect(await status()).toMatchObject({ status: 'FAILURE', reason: 'PAYMENT_REFUSED' });
    const { rows } = await pool.query(
      'SELECT destination, payload::json FROM message ORDER BY id DESC LIMIT 1',
    );
    expect(rows).toEqual([{ destination: 'StoreOrder', payload: { ...details, reason: 'PAYMENT_REFUSED' } }]);
  });

  it('that never was is as good as rejected', async () => {
    expect(await receive('RejectOrder', { reason: 'TIMED_OUT' })).toMatchObject({
      type: 'OrderRejected',
      payload: { existed: false },
    });
    expect(await published()).toEqual([]);
  });

  it('that was refused before it was created is written down all the same, and told of once', async () => {
    const refused = { ...details, reason: 'NOTHING_RESERVED' };
    await expect(receive('RefuseOrder', refused, true)).rejects.toThrow('killed');
    expect(await receive('RefuseOrder', refused)).toBeUndefined();
    expect(await receive('RefuseOrder', refused)).toBeUndefined();
    expect(await status()).toMatchObject({ status: 'FAILURE', reason: 'NOTHING_RESERVED', total: 12.75 });
    const { rows } = await pool.query('SELECT destination, payload::json FROM message');
    expect(rows).toEqual([{ destination: 'StoreOrder', payload: refused }]);
  });

  it('is one order, whenever the process dies between its document and the commit', async () => {
    for (const [type, more] of [
      ['CreateOrder', details],
      ['ConfirmOrder', {}],
    ] as const) {
      await expect(receive(type, more, true)).rejects.toThrow('killed');
      await receive(type, more);
    }
    expect(await db.collection('orders').countDocuments()).toBe(1);
    expect(await status()).toMatchObject({ status: 'SUCCESS', total: 12.75 });
    expect(await published()).toEqual(['StoreOrderPlaced', 'StoreOrderConfirmed']);
  });

  it('answers a command that is sent again, and tells nothing twice', async () => {
    for (const [type, more] of [
      ['CreateOrder', details],
      ['RejectOrder', { reason: 'PAYMENT_UNAVAILABLE' }],
    ] as const) {
      await receive(type, more);
      expect(await receive(type, more)).toMatchObject({ outcome: 'SUCCESS' });
    }
    expect(await published()).toEqual(['StoreOrderPlaced', 'StoreOrderRejected']);
  });
});
