import type pg from 'pg';
import { expect, test } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import { insertLock } from './instances/insert-lock.ts';
import { lockInstance } from './instances/lock-instance.ts';
import { orderSaga } from './testing/order-saga.ts';
import { OrderDesk } from './testing/order-desk.ts';
import { until } from './testing/order-world.ts';

let pool: pg.Pool;
let desk: OrderDesk;

databaseEach(async (opened) => {
  pool = opened;
  desk = await OrderDesk.open(pool);
});

const waiting = async () =>
  (
    await pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
  ).rowCount;

test('a lock is given back though it was told of while the reply that ends the saga waited for its turn', async () => {
  const id = await desk.start();
  const other = await pool.connect();
  await other.query('BEGIN');
  await lockInstance(other, orderSaga(), id);
  const ending = desk.reply(id, { type: 'LimitExceeded', payload: { available: 5 } });
  await until(async () => expect(await waiting()).toBe(1));
  await insertLock(other, 'OrderSaga', id, { channel: 'credit', target: 'Customer/7' });
  await other.query('COMMIT');
  other.release();
  await ending;

  expect((await desk.commands(id)).map(({ type }) => type)).toEqual(['Reserve', 'SagaUnlock']);
  expect((await pool.query('SELECT FROM saga_instance_participants')).rowCount).toBe(0);
});
