import type pg from 'pg';
import { expect, test } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import { messageIdGenerator } from '../message/message-id.ts';
import { orderSaga } from './testing/order-saga.ts';
import { OrderDesk } from './testing/order-desk.ts';
import { until } from './testing/order-world.ts';

let pool: pg.Pool;
let desk: OrderDesk;

databaseEach(async (opened) => {
  pool = opened;
  desk = await OrderDesk.open(pool);
});

/** As if a process whose clock is a minute ahead had sent the saga's command. */
async function sentFromMinuteAhead(id: string): Promise<void> {
  const [{ id: ours } = { id: '' }] = await desk.commands(id);
  const theirs = messageIdGenerator({ now: () => Date.now() + 60_000, node: 'ffffffffffff' }).next();
  await pool.query('UPDATE message SET id = $1 WHERE id = $2', [theirs, ours]);
  await pool.query(
    'UPDATE saga_instance SET last_request_id = $1, tries = replace(tries, $2, $1) WHERE saga_id = $3',
    [theirs, ours, id],
  );
}

test('a compensation comes after its action, though that was sent by a process whose clock runs ahead', async () => {
  const saga = orderSaga(1);
  const id = await desk.start(saga);
  await sentFromMinuteAhead(id);
  await until(async () => expect(await desk.takeDue(saga)).toMatchObject({ id }));
  const sent = async () => (await desk.commands(id)).map(({ type }) => type);
  expect(await sent()).toEqual(['Reserve', 'Release']);
});

test('what is given back at the end comes last too', async () => {
  const id = await desk.start();
  await sentFromMinuteAhead(id);
  const locked = { 'saga-locked-target': 'Customer/7', commandreply__destination: 'credit' };
  await desk.reply(id, { type: 'LimitExceeded', payload: { available: 5 }, headers: locked });
  expect((await desk.commands(id)).map(({ type }) => type)).toEqual(['Reserve', 'SagaUnlock']);
});
