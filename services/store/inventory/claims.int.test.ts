import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { participant } from '../../../cli/test/harness/participant.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { inTransaction, sqlInbox } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { expireReservations, reserveForSession } from './reserving.ts';
import { Money } from '../../runtime/values/money.ts';
import { putProduct } from './storage/products.ts';
import { tables } from './storage/tables.ts';

let server: TestPostgres;
let pool: pg.Pool;
let inventory: ReturnType<typeof participant>;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

beforeEach(async () => {
  pool = openPool(await server.createDatabase('inventory'), 'test', pino({ enabled: false }));
  await migrate(pool, tables);
  inventory = participant({ pool, channel: 'inventory', inbox: sqlInbox(pool), handlers });
  for (const id of ['assam', 'ceylon']) await stockWith(id, '4.25');
  return () => pool.end();
});

function stockWith(id: string, price: string) {
  const product = { id, name: `The ${id}`, description: 'nice', price: Money.parse(price), units: 60 };
  return inTransaction(pool, (tx) => putProduct(tx, product));
}

const reserve = (sessionId: string, units: number, productId = 'assam') =>
  reserveForSession(pool, { productId, sessionId, units });
const claim = (orderId: string, amount: number, sessionId = 's1') =>
  inventory.ask('ClaimReservations', { orderId, sessionId, total: { amount } }, orderId);
const undo = (orderId: string) => inventory.ask('ReleaseReservations', { orderId }, orderId);
const commit = (orderId: string) => inventory.ask('CommitReservations', { orderId }, orderId);

/** `product: available reserved sold` */
async function stock(): Promise<string[]> {
  const { rows } = await pool.query<Record<'id' | 'available' | 'reserved' | 'sold', string>>(
    'SELECT * FROM products ORDER BY id',
  );
  return rows.map(({ id, available, reserved, sold }) => `${id}: ${available} ${reserved} ${sold}`);
}

async function reservations(): Promise<string[]> {
  const { rows } = await pool.query<Record<'product_id' | 'session_id' | 'order_id' | 'units', string>>(
    'SELECT * FROM reservations ORDER BY product_id, order_id NULLS FIRST',
  );
  return rows.map((row) => `${row.product_id} ${row.units}: ${row.order_id ?? row.session_id}`);
}

const both = [
  { productId: 'assam', name: 'The assam', units: 2, price: { amount: 4.25 } },
  { productId: 'ceylon', name: 'The ceylon', units: 1, price: { amount: 4.25 } },
];

describe('an order', () => {
  it('claims what its session has reserved, and buys it', async () => {
    await reserve('s1', 2);
    await reserve('s1', 1, 'ceylon');
    await reserve('s2', 7);
    expect(await claim('o1', 12.75)).toMatchObject({
      type: 'ReservationsClaimed',
      outcome: 'SUCCESS',
      payload: { items: both },
    });
    expect(await reservations()).toEqual(['assam 7: s2', 'assam 2: o1', 'ceylon 1: o1']);
    expect(await commit('o1')).toMatchObject({ type: 'ReservationsCommitted', outcome: 'SUCCESS' });
    expect(await stock()).toEqual(['assam: 51 7 2', 'ceylon: 59 0 1']);
    expect(await reservations()).toEqual(['assam 7: s2']);
  });

  it('is decided once, however often it is asked for', async () => {
    await reserve('s1', 2);
    await reserve('s1', 1, 'ceylon');
    const first = await claim('o1', 12.75);
    expect(await claim('o1', 12.75)).toEqual(first);
    await commit('o1');
    await reserve('s1', 5);
    expect(await claim('o1', 12.75)).toEqual(first);
    expect(await commit('o1')).toMatchObject({ type: 'ReservationsCommitted' });
    expect(await stock()).toEqual(['assam: 53 5 2', 'ceylon: 59 0 1']);
  });

  it('is told of twice by the same message, and answers once', async () => {
    await reserve('s1', 1);
    const message = inventory.command(
      'ClaimReservations',
      { orderId: 'o1', sessionId: 's1', total: { amount: 4.25 } },
      'o1',
    );
    await inventory.deliver(message);
    await inventory.deliver(message);
    expect(inventory.told()).toEqual(['handled', 'duplicate']);
    expect(await inventory.replies()).toHaveLength(1);
  });

  it('is refused where nothing is reserved, or it does not cost what was said', async () => {
    expect(await claim('o1', 4.25)).toMatchObject({ type: 'NothingReserved', outcome: 'FAILURE' });
    await reserve('s1', 3);
    const refusal = { type: 'TotalDiffers', outcome: 'FAILURE', payload: { total: { amount: 12.75 } } };
    expect(await claim('o2', 8.5)).toMatchObject(refusal);
    await reserve('s1', 1);
    expect(await claim('o2', 8.5)).toMatchObject(refusal);
    expect(await reservations()).toEqual(['assam 4: s1']);
  });

  it('costs what the products cost when it is claimed', async () => {
    await reserve('s1', 2);
    await stockWith('assam', '5');
    expect(await claim('o1', 8.5)).toMatchObject({
      type: 'TotalDiffers',
      payload: { total: { amount: 10 } },
    });
    expect(await claim('o2', 10)).toMatchObject({ type: 'ReservationsClaimed' });
    await stockWith('assam', '6');
    expect(await claim('o2', 10)).toMatchObject({ payload: { items: [{ price: { amount: 5 } }] } });
  });

  it('does not get what is put into the cart while it is under way', async () => {
    await reserve('s1', 2);
    await claim('o1', 8.5);
    await reserve('s1', 3);
    await commit('o1');
    expect(await stock()).toEqual(['assam: 55 3 2', 'ceylon: 60 0 0']);
    expect(await reservations()).toEqual(['assam 3: s1']);
  });

  it('that is undone gives back to the session, beside what it has reserved since', async () => {
    await reserve('s1', 2);
    await reserve('s1', 1, 'ceylon');
    await claim('o1', 12.75);
    await reserve('s1', 3);
    expect(await undo('o1')).toMatchObject({ type: 'ReservationsReleased', outcome: 'SUCCESS' });
    expect(await undo('o1')).toMatchObject({ type: 'ReservationsReleased' });
    expect(await reservations()).toEqual(['assam 5: s1', 'ceylon 1: s1']);
    expect(await stock()).toEqual(['assam: 55 5 0', 'ceylon: 59 1 0']);
  });

  it('that is undone before it is claimed never claims anything', async () => {
    await reserve('s1', 2);
    await undo('o1');
    expect(await claim('o1', 8.5)).toMatchObject({ type: 'NothingReserved' });
    expect(await reservations()).toEqual(['assam 2: s1']);
  });

  it('never expires, while what is the session’s does', async () => {
    await reserve('s1', 2);
    await claim('o1', 8.5);
    await reserve('s1', 3);
    expect(await expireReservations(pool, 0)).toBe(1);
    expect(await reservations()).toEqual(['assam 2: o1']);
    await undo('o1');
    expect(await expireReservations(pool, 1_000)).toBe(0);
    expect(await expireReservations(pool, 0)).toBe(1);
    expect(await stock()).toEqual(['assam: 60 0 0', 'ceylon: 60 0 0']);
  });

  it('that was never claimed cannot be committed, nor undone once it was: people have to look', async () => {
    expect(await commit('o1')).toBeUndefined();
    await reserve('s1', 2);
    await claim('o2', 8.5);
    await commit('o2');
    expect(await undo('o2')).toMatchObject({ type: 'ReservationsCommitted' });
    expect(inventory.told()).toEqual(['parked', 'handled', 'handled', 'parked']);
  });

  it('sells each unit once, when 30 orders of as many sessions are bought and undone at once', async () => {
    const orders = Array.from({ length: 30 }, (_, index) => `o${index}`);
    await Promise.all(
      orders.map(async (orderId, index) => {
        await reserve(`s${index}`, 3);
        await reserve(`s${index}`, 1, 'ceylon');
        await claim(orderId, (await reserved(`s${index}`)) * 4.25, `s${index}`);
        await (index % 2 === 0 ? commit(orderId) : undo(orderId));
      }),
    );
    expect(inventory.told()).not.toContain('retry');
    await expireReservations(pool, 0);
    const { rows } = await pool.query(
      'SELECT product_id, sum(units)::int AS units FROM sales GROUP BY product_id ORDER BY product_id',
    );
    const [assam, ceylon] = rows as { units: number }[];
    expect(await stock()).toEqual([
      `assam: ${60 - (assam?.units ?? 0)} 0 ${assam?.units ?? 0}`,
      `ceylon: ${60 - (ceylon?.units ?? 0)} 0 ${ceylon?.units ?? 0}`,
    ]);
    expect(await reservations()).toEqual([]);
  });
});

async function reserved(sessionId: string): Promise<number> {
  const { rows } = await pool.query<{ units: string }>(
    'SELECT sum(units) AS units FROM reservations WHERE session_id = $1 AND order_id IS NULL',
    [sessionId],
  );
  return Number(rows[0]?.units ?? 0);
}
