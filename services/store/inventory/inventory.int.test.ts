import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callApi, type CallApi } from '../../../cli/test/harness/call-api.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { routes } from './http.ts';
import { stocking } from './stocking.ts';
import { tables } from './storage/tables.ts';

let server: TestPostgres;
let pool: pg.Pool;
let call: CallApi;

const tea = { name: 'Assam Black', description: 'very nice', units: 60, price: 4.25 };

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

beforeEach(async () => {
  pool = openPool(await server.createDatabase('inventory'), 'test', pino({ enabled: false }));
  await migrate(pool, tables);
  call = callApi(routes(pool, stocking(pool, { seed: 5, size: 25, toMax: false })));
  await call('PUT', '/inventory/assam', tea);
  return () => pool.end();
});

const reserve = (sessionId: string, units: unknown, productId = 'assam') =>
  call('POST', '/inventory/reservation', { productId, sessionId, units });
const release = (sessionId: string, units?: number) =>
  call('DELETE', '/inventory/reservation', { productId: 'assam', sessionId, units });

const reserved = async (session: string) =>
  (await call('GET', `/inventory/reservation/${session}/assam`)).json;

async function stock() {
  const { rows } = await pool.query('SELECT available, reserved, sold, stocked FROM products WHERE id = $1', [
    'assam',
  ]);
  return Object.fromEntries(Object.entries(rows[0] as object).map(([name, value]) => [name, Number(value)]));
}

describe('products', () => {
  it('are shown as Spring Data REST shows them, a page at a time', async () => {
    expect(await call('POST', '/generate')).toEqual({ status: 200, json: { products: 25 } });
    const { json } = await call('GET', '/inventory?page=1&size=10');
    expect(json).toMatchObject({
      _links: { next: { href: 'http://127.0.0.1/inventory?page=2&size=10' } },
      page: { size: 10, totalElements: 25, totalPages: 3, number: 1 },
    });
    const last = (await call('GET', '/inventory?page=2&size=10')).json as {
      _embedded: { inventory: unknown[] };
      _links: object;
    };
    expect(last._embedded.inventory).toHaveLength(5);
    expect(last._links).not.toHaveProperty('next');
    expect((await call('GET', '/inventory?size=0')).status).toBe(400);
  });

  it('are written, changed and removed', async () => {
    expect(await call('PUT', '/inventory/ceylon', { ...tea, price: 0.1 })).toEqual({ status: 201 });
    expect(await call('PUT', '/inventory/ceylon', { ...tea, units: 7 })).toEqual({ status: 204 });
    expect(await call('PATCH', '/inventory/ceylon', { price: 3.5 })).toEqual({ status: 204 });
    expect((await call('GET', '/inventory/ceylon')).json).toEqual({
      ...tea,
      id: 'ceylon',
      units: 7,
      available: 7,
      price: 3.5,
      _links: { self: { href: 'http://127.0.0.1/inventory/ceylon' } },
    });
    expect(await call('DELETE', '/inventory/ceylon')).toEqual({ status: 204 });
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, '/inventory/ceylon')).status).toBe(404);
    expect((await call('PATCH', '/inventory/ceylon', {})).status).toBe(404);
  });

  it.each(['assam.black', 'assam$1'])('are none that no cart could hold: %s', async (id) => {
    expect(await call('PUT', `/inventory/${id}`, tea)).toMatchObject({ status: 400 });
    expect((await reserve('s1', 1, id)).status).toBe(400);
  });

  it('keep what is reserved of them', async () => {
    await reserve('s1', 10);
    expect(await call('PUT', '/inventory/assam', { ...tea, units: 10 })).toEqual({ status: 204 });
    expect(await stock()).toEqual({ available: 0, reserved: 10, sold: 0, stocked: 10 });
    expect((await call('PATCH', '/inventory/assam', { units: 9 })).status).toBe(409);
    expect((await call('DELETE', '/inventory/assam')).status).toBe(409);
  });

  it('are generated once, also by two at once, and never taken off the shelves by a restock', async () => {
    await Promise.all([call('GET', '/generate'), call('POST', '/generate')]);
    expect((await call('GET', '/generate')).json).toEqual({ products: 25 });
    const sum = async () => (await pool.query('SELECT sum(stocked) FROM products')).rows[0] as unknown;
    const before = await sum();
    await pool.query("UPDATE products SET available = 0, stocked = 0 WHERE id <> 'assam'");
    await call('PATCH', '/inventory/assam', { units: 1_000 });
    expect((await call('GET', '/restock')).json).toEqual({ products: 25 });
    expect(await stock()).toMatchObject({ available: 1_000 });
    await call('PATCH', '/inventory/assam', { units: 60 });
    expect(await sum()).toEqual(before);
  });
});

describe('a reservation', () => {
  it('answers with what is still available, and adds to what the session has', async () => {
    expect(await reserve('s1', 3)).toEqual({ status: 200, json: { ...tea, id: 'assam', units: 57 } });
    expect((await reserve('s1', 2)).json).toMatchObject({ units: 55 });
    expect((await reserve('s2', 0)).json).toMatchObject({ units: 55 });
    expect(await stock()).toEqual({ available: 55, reserved: 5, sold: 0, stocked: 60 });
    expect((await call('GET', '/inventory/assam')).json).toMatchObject({ units: 60, available: 55 });
  });

  it('can be asked for by who does not know what became of a request', async () => {
    await reserve('s1', 3);
    expect([await reserved('s1'), await reserved('s2')]).toEqual([{ units: 3 }, { units: 0 }]);
  });

  it('is refused where so much is not available, and says how much is', async () => {
    const { status, json } = await reserve('s1', 61);
    expect([status, json]).toMatchObject([
      409,
      { detail: '60 units of Assam Black are available, not 61', productId: 'assam', available: 60 },
    ]);
    expect((await reserve('s1', 1, 'unknown')).status).toBe(404);
    for (const units of [-1, 1.5, '2', null, 2 ** 31]) expect((await reserve('s1', units)).status).toBe(400);
    expect(await stock()).toMatchObject({ available: 60, reserved: 0 });
  });

  it('is never given twice: 100 sessions at once get the 60 units there are', async () => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, index) => reserve(`s${index}`, 1)));
    const statuses = outcomes.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 409)).toHaveLength(40);
    expect(await stock()).toEqual({ available: 0, reserved: 60, sold: 0, stocked: 60 });
  });

  it('is given back, in part and whole, never more than there was', async () => {
    await reserve('s1', 5);
    expect((await release('s1', 2)).json).toMatchObject({ units: 57 });
    expect((await release('s1')).json).toMatchObject({ units: 60 });
    expect((await release('s1', 1)).json).toMatchObject({ units: 60 });
    expect(await stock()).toEqual({ available: 60, reserved: 0, sold: 0, stocked: 60 });
  });

  it('is given and taken back by many at once without anyone waiting for each other', async () => {
    const turns = Array.from({ length: 60 }, (_, index) => {
      const session = `s${index % 3}`;
      if (index % 5 === 4) return call('POST', '/inventory/expire', { olderThanS: 0 });
      return index % 2 === 0 ? reserve(session, 1) : release(session, 1);
    });
    expect(new Set((await Promise.all(turns)).map(({ status }) => status))).toEqual(new Set([200]));
    await call('POST', '/inventory/expire', { olderThanS: 0 });
    expect(await stock()).toEqual({ available: 60, reserved: 0, sold: 0, stocked: 60 });
  });

  it('expires when it is old enough', async () => {
    await reserve('s1', 5);
    await pool.query("UPDATE reservations SET renewed_at = now() - interval '100 s'");
    await reserve('s2', 1);
    expect((await call('POST', '/inventory/expire', { olderThanS: 99 })).json).toEqual({ expired: 1 });
    expect(await stock()).toEqual({ available: 59, reserved: 1, sold: 0, stocked: 60 });
  });
});
