import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Fact, ProbeFact, SnapshotFact, TransactionFact } from '../../model/observation.ts';
import { startPostgres, type TestPostgres } from '../../test/harness/postgres.ts';
import type { RowsProbe } from '../wal/wal-probe.ts';
import { pollRows } from './poll-rows.ts';
import { startRowsProbe } from './rows-probe.ts';
import { testPool } from '../../test/harness/test-pool.ts';

let postgres: TestPostgres;
let admin: pg.Pool;
let owner: string;
let reader: string;
const probes: RowsProbe[] = [];

beforeAll(async () => {
  postgres = await startPostgres({ max_replication_slots: '1', autovacuum: 'off' });
  await withPool(postgres.url('postgres'), (pool) => pool.query(`CREATE ROLE reader LOGIN PASSWORD 'pw'`));
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  owner = await postgres.createDatabase('rows');
  const url = new URL(owner);
  [url.username, url.password] = ['reader', 'pw'];
  reader = url.href;
  admin = testPool({ connectionString: owner });
  await admin.query('CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(19,2), state text)');
  await admin.query(`INSERT INTO orders VALUES (1, 5, 'PENDING'), (2, 5, 'PENDING')`);
  await admin.query('GRANT SELECT ON orders TO reader');
});
afterEach(async () => {
  await Promise.all(probes.splice(0).map((probe) => probe.stop()));
  await admin.query('ALTER ROLE reader NOREPLICATION');
  await admin.end();
});

async function withPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = testPool({ connectionString: url });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

const poll: typeof startRowsProbe = (options, emit) => pollRows(options, emit, 'it is a test');
const soon = () => AbortSignal.timeout(10_000);

async function watch(start: typeof startRowsProbe = startRowsProbe, more: { maxRows?: number } = {}) {
  const facts: Fact[] = [];
  const options = {
    name: 'wal order-db',
    database: 'order-db',
    url: reader,
    tables: { orders: { key: ['id'] } },
    ownsStack: false,
    ...more,
  };
  const probe = await start(options, (fact) => void facts.push(fact));
  probes.push(probe);
  const transactions = () => facts.filter((fact): fact is TransactionFact => fact.kind === 'transaction');
  const said = () => facts.filter((fact): fact is ProbeFact => fact.kind === 'probe');
  return { probe, facts, transactions, said };
}

async function xidOf(client: pg.ClientBase | pg.Pool, sql: string): Promise<number> {
  const { rows } = await client.query<{ xid: string }>(`${sql} RETURNING xmin::text AS xid`);
  return Number(rows[0]?.xid);
}

test('a role that may only read sees what committed, by the xids of those who wrote it', async () => {
  const { probe, transactions, said } = await watch();
  const inserted = await xidOf(admin, `INSERT INTO orders VALUES (9223372036854775807, 10.10, 'PENDING')`);
  const updated = await xidOf(admin, `UPDATE orders SET state = 'APPROVED' WHERE id = 1`);
  await admin.query('DELETE FROM orders WHERE id = 2');
  await probe.caughtUp(soon());
  const key = { id: '9223372036854775807' };
  const row = { ...key, total: '10.10', state: 'PENDING' };
  const byXid = new Map(transactions().map(({ xid, changes }) => [xid, changes]));
  expect(byXid.get(inserted)).toEqual([{ op: 'insert', table: 'orders', key, row }]);
  expect(byXid.get(updated)).toMatchObject([{ op: 'update', key: { id: '1' }, row: { state: 'APPROVED' } }]);
  expect(byXid.get(0)).toEqual([{ op: 'delete', table: 'orders', key: { id: '2' }, row: null }]);
  expect(transactions().every(({ lsn }) => lsn === undefined)).toBe(true);
  expect(said()).toMatchObject([{ state: 'polling' }]);
  expect(said()[0]?.detail).toMatch(
    /role "reader" may not replicate \(ALTER ROLE "reader" REPLICATION\): .*LSN/,
  );
});

test('what was under way at a look, and committed later with a lower xid, is not passed over', async () => {
  const { probe, transactions } = await watch();
  const slow = await admin.connect();
  try {
    await slow.query('BEGIN');
    const low = await xidOf(slow, `INSERT INTO orders VALUES (10, 1, 'PENDING')`);
    const high = await xidOf(admin, `INSERT INTO orders VALUES (11, 1, 'PENDING')`);
    await probe.caughtUp(soon());
    expect(transactions().map(({ xid }) => xid)).toEqual([high]);
    await slow.query('COMMIT');
    await probe.caughtUp(soon());
    expect(transactions().map(({ xid }) => xid)).toEqual([high, low]);
  } finally {
    slow.release();
  }
});

test('rows are read as they were before the first look', async () => {
  const { probe, facts } = await watch();
  await admin.query(`UPDATE orders SET state = 'APPROVED' WHERE id = 1`);
  await probe.caughtUp(soon());
  await probe.readBefore('orders', 'id', ['1']);
  const snapshot = facts.find((fact): fact is SnapshotFact => fact.kind === 'snapshot');
  expect(snapshot?.rows).toEqual([{ id: '1', total: '5.00', state: 'PENDING' }]);
});

test('a role that may replicate streams once the tables are published, and is told the SQL before', async () => {
  await admin.query('ALTER ROLE reader REPLICATION');
  const polling = await watch();
  const detail = polling.said()[0]?.detail ?? '';
  const [, sql = ''] = /let their owner run: (CREATE PUBLICATION [^)]*)\)/.exec(detail) ?? [];
  expect(sql).toBe('CREATE PUBLICATION saga_lab_probe FOR TABLE "orders"');
  await admin.query(sql);
  expect((await watch()).said()).toEqual([{ kind: 'probe', probe: 'wal order-db', state: 'watching' }]);
});

test('where no slot is free it polls, and says so', async () => {
  await admin.query('ALTER ROLE reader REPLICATION');
  await admin.query('CREATE PUBLICATION saga_lab_probe FOR TABLE orders');
  await admin.query(`SELECT pg_create_physical_replication_slot('taken')`);
  try {
    const { said } = await watch();
    expect(said()[0]).toMatchObject({ state: 'polling' });
    expect(said()[0]?.detail).toMatch(/does not stream to it: all replication slots are in use/);
  } finally {
    await admin.query(`SELECT pg_drop_replication_slot('taken')`);
  }
});

test('a session that only reads leaves the server as it was', async () => {
  const before = await stateOfServer();
  const { probe } = await watch();
  await probe.caughtUp(soon());
  await probe.readBefore('orders', 'id', ['1', '2']);
  await probe.caughtUp(soon());
  expect(await stateOfServer()).toEqual(before);
  await probe.stop();
  expect(await stateOfServer()).toEqual(before);
});

/** All that a watcher could leave or do: slots, publications, rows, and xids that only a writer draws. */
async function stateOfServer(): Promise<unknown> {
  const { rows } = await admin.query(`
    SELECT (SELECT count(*) FROM pg_replication_slots) AS slots, (SELECT count(*) FROM pg_publication) AS publications,
      (SELECT json_agg(o ORDER BY id) FROM orders AS o) AS orders, (SELECT count(*) FROM pg_class) AS relations,
      pg_snapshot_xmax(pg_current_snapshot())::text AS next_xid`);
  return rows;
}

test('a table that it may not read, or that is not there, is named with the fix', async () => {
  await admin.query('REVOKE SELECT ON orders FROM reader');
  await expect(watch()).rejects.toThrow(
    /order-db cannot be watched: permission denied for table orders: .*GRANT SELECT/,
  );
  await admin.query('DROP TABLE orders');
  await expect(watch()).rejects.toThrow(/relation "orders" does not exist: start its service first/);
});

test('more rows than can be looked at again and again are refused at first, and a gap later', async () => {
  await expect(watch(poll, { maxRows: 1 })).rejects.toThrow(/order-db has more than 1 rows .*it is a test/);
  const { probe, said } = await watch(poll, { maxRows: 2 });
  await admin.query(`INSERT INTO orders VALUES (3, 5, 'PENDING')`);
  await expect(probe.caughtUp(soon())).rejects.toThrow('more than 2 rows');
  expect(said().map(({ state }) => state)).toEqual(['polling', 'gap']);
});

test('a server that goes away is a gap', async () => {
  const { probe, said } = await watch();
  await postgres.restart();
  await expect(probe.caughtUp(soon())).rejects.toThrow('The probe wal order-db lost PostgreSQL');
  expect(said().map(({ state }) => state)).toEqual(['polling', 'gap']);
});
