import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fact, ProbeFact, SnapshotFact, TransactionFact } from '../../model/observation.ts';
import { startPostgres, type TestPostgres } from '../../test/harness/postgres.ts';
import { startWalProbe, type RowsProbe, type WalProbeOptions } from './wal-probe.ts';
import { testPool } from '../../test/harness/test-pool.ts';

let postgres: TestPostgres;
let url: string;
let pool: pg.Pool;
let probes: RowsProbe[];

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  probes = [];
  url = await postgres.createDatabase('probe');
  pool = testPool({ connectionString: url });
  await pool.query('CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(19,2), note text)');
  await pool.query('CREATE TABLE elsewhere (id int PRIMARY KEY)');
});

afterEach(async () => {
  await Promise.all(probes.map((probe) => probe.stop()));
  await pool.end();
});

async function start(options: Partial<WalProbeOptions> = {}) {
  const facts: Fact[] = [];
  const times: (number | undefined)[] = [];
  const probe = await startWalProbe(
    {
      name: 'wal order-db',
      database: 'order-db',
      url,
      tables: { orders: { key: ['id'] } },
      ownsStack: true,
      ...options,
    },
    (fact, sourceMs) => {
      facts.push(fact);
      times.push(sourceMs);
    },
  );
  probes.push(probe);
  const transactions = () => facts.filter((fact): fact is TransactionFact => fact.kind === 'transaction');
  return { probe, facts, times, transactions };
}

/** Gives `work` a connection with a transaction begun, which is rolled back at the end whatever happens. */
async function whileOpen(work: (open: pg.PoolClient) => Promise<void>): Promise<void> {
  const open = await pool.connect();
  try {
    await open.query('BEGIN');
    await work(open);
  } finally {
    open.release(true);
  }
}

const changed = (all: readonly TransactionFact[]) =>
  all.flatMap(({ changes }) => changes.map(({ table, key }) => [table, key['id']]));

const soon = () => AbortSignal.timeout(10_000);

describe('the changes of watched tables', () => {
  test('of a schema of their own too, and not those of the same name in another', async () => {
    await pool.query('CREATE SCHEMA archive');
    await pool.query('CREATE TABLE archive.orders (id bigint PRIMARY KEY)');
    await pool.query('INSERT INTO archive.orders VALUES (1)');
    const { probe, transactions, facts } = await start({ tables: { 'archive.orders': { key: ['id'] } } });
    const both = await start();
    await pool.query('INSERT INTO archive.orders VALUES (2)');
    await pool.query('INSERT INTO orders VALUES (3)');
    await Promise.all([probe, both.probe].map((each) => each.caughtUp(soon())));
    expect(changed(transactions())).toEqual([['archive.orders', '2']]);
    expect(changed(both.transactions())).toEqual([['orders', '3']]);
    await probe.readBefore('archive.orders', 'id', ['1', '2']);
    expect(facts.at(-1)).toMatchObject({ table: 'archive.orders', rows: [{ id: '1' }] });
  });

  test('are facts by the time that caughtUp resolves, exact, with commit time and end', async () => {
    const { probe, facts, times, transactions } = await start();
    await pool.query("INSERT INTO orders VALUES (9223372036854775807, 10.10, 'ü')");
    await pool.query('UPDATE orders SET total = 0.30');
    await pool.query('INSERT INTO elsewhere VALUES (1)');
    await pool.query('DELETE FROM orders');
    await probe.caughtUp(soon());
    const key = { id: '9223372036854775807' };
    expect(transactions().map(({ changes }) => changes)).toEqual([
      [{ op: 'insert', table: 'orders', key, row: { ...key, total: '10.10', note: 'ü' } }],
      [{ op: 'update', table: 'orders', key, row: { ...key, total: '0.30', note: 'ü' } }],
      [{ op: 'delete', table: 'orders', key, row: null }],
    ]);
    expect(facts[0]).toEqual({ kind: 'probe', probe: 'wal order-db', state: 'watching' });
    expect(Math.abs(Number(times[1]) - Date.now())).toBeLessThan(10_000);
    expect(new Set(transactions().map(({ lsn }) => lsn)).size).toBe(3);
  });

  test('come with the row before where the log holds it, also of one that nobody saw begin', async () => {
    await pool.query('ALTER TABLE orders REPLICA IDENTITY FULL');
    await pool.query("INSERT INTO orders VALUES (1, 10.10, 'before')");
    const { probe, transactions } = await start();
    await pool.query('UPDATE orders SET total = 0.30');
    await pool.query('DELETE FROM orders');
    await probe.caughtUp(soon());
    const row = { id: '1', total: '0.30', note: 'before' };
    expect(transactions().flatMap(({ changes }) => changes)).toEqual([
      { op: 'update', table: 'orders', key: { id: '1' }, row, before: { ...row, total: '10.10' } },
      { op: 'delete', table: 'orders', key: { id: '1' }, row: null, before: row },
    ]);
  });

  test('leave out a long value that did not change, unless the log holds the row before', async () => {
    const note = 'x'.repeat(10_000);
    await pool.query('ALTER TABLE orders ADD paid boolean, ALTER note SET STORAGE EXTERNAL');
    await pool.query('INSERT INTO orders VALUES (1, 10.10, $1, true)', [note]);
    const { probe, facts, transactions } = await start();
    await pool.query('UPDATE orders SET total = 0.30');
    await pool.query('ALTER TABLE orders REPLICA IDENTITY FULL');
    await pool.query('UPDATE orders SET total = 0.40');
    await probe.caughtUp(soon());
    const row = { id: '1', total: '0.30', paid: 't' };
    expect(transactions().map(({ changes: [change] }) => [change?.row, change?.before])).toEqual([
      [row, undefined],
      [
        { ...row, total: '0.40', note },
        { ...row, note },
      ],
    ]);
    await probe.readBefore('orders', 'id', ['1']);
    expect(facts.at(-1)).toMatchObject({ rows: [{ ...row, total: '10.10', note }] });
  });

  test('are all seen, time after time, however little happens', async () => {
    const { probe, transactions } = await start();
    for (let id = 1; id <= 100; id += 1) {
      await pool.query('INSERT INTO orders VALUES ($1)', [id]);
      await probe.caughtUp(soon());
      expect(transactions()).toHaveLength(id);
    }
  });

  test('are all seen while others write without committing', async () => {
    const { probe, transactions } = await start();
    await whileOpen(async (open) => {
      for (let id = 1; id <= 50; id += 1) {
        await pool.query('INSERT INTO orders VALUES ($1)', [id]);
        await open.query('INSERT INTO elsewhere SELECT generate_series($1::int, $1 + 999)', [id * 1000]);
        await probe.caughtUp(soon());
        expect(transactions()).toHaveLength(id);
      }
    });
  });
});

describe('rows from before', () => {
  test('are read as they were when the probe began, by type and with values that the type cannot hold', async () => {
    await pool.query("INSERT INTO orders VALUES (1, 10.10, 'before'), (2, 5, NULL)");
    const { probe, facts } = await start();
    await pool.query("UPDATE orders SET note = 'after'");
    await probe.readBefore('orders', 'id', ['1', '99']);
    await probe.readBefore('orders', 'id', ['2', 'no number', '99999999999999999999']);
    expect(facts.filter((fact): fact is SnapshotFact => fact.kind === 'snapshot')).toEqual([
      {
        kind: 'snapshot',
        database: 'order-db',
        table: 'orders',
        column: 'id',
        values: ['1', '99'],
        rows: [{ id: '1', total: '10.10', note: 'before' }],
      },
      {
        kind: 'snapshot',
        database: 'order-db',
        table: 'orders',
        column: 'id',
        values: ['2', 'no number', '99999999999999999999'],
        rows: [{ id: '2', total: '5.00', note: null }],
      },
    ]);
  });

  test('a column that there is not is refused by the server, and the next is read', async () => {
    await pool.query("INSERT INTO orders VALUES (1, 10.10, 'before')");
    const { probe, facts } = await start();
    await expect(probe.readBefore('orders', 'nope', ['1'])).rejects.toThrow(pg.DatabaseError);
    await probe.readBefore('orders', 'note', ['before']);
    expect(facts.at(-1)).toMatchObject({ column: 'note', rows: [{ id: '1' }] });
  });

  test('and the changes since meet without gap or overlap', async () => {
    let written = 0;
    let writing = true;
    const writer = (async () => {
      while (writing) await pool.query('INSERT INTO orders VALUES ($1)', [(written += 1)]);
    })();
    await vi.waitFor(() => expect(written).toBeGreaterThan(20));
    const { probe, facts, transactions } = await start();
    await vi.waitFor(() => expect(transactions().length).toBeGreaterThan(20));
    writing = false;
    await writer;
    await probe.caughtUp(soon());
    await probe.readBefore(
      'orders',
      'id',
      Array.from({ length: written }, (_, index) => String(index + 1)),
    );
    const before = facts
      .filter((fact): fact is SnapshotFact => fact.kind === 'snapshot')
      .flatMap(({ rows }) => rows);
    const since = transactions().flatMap(({ changes }) => changes.map(({ key }) => key));
    const ids = [...before, ...since].map(({ id }) => Number(id)).sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: written }, (_, index) => index + 1));
  });
});

describe('several probes', () => {
  test('start at once on one database, each with its own tables', async () => {
    const [orders, elsewhere, both] = await Promise.all([
      start(),
      start({ tables: { elsewhere: { key: ['id'] } } }),
      start({ tables: { orders: { key: ['id'] }, elsewhere: { key: ['id'] } } }),
    ]);
    await pool.query('WITH a AS (INSERT INTO orders VALUES (1)) INSERT INTO elsewhere VALUES (2)');
    const seen = async ({ probe, transactions }: Awaited<ReturnType<typeof start>>) => {
      await probe.caughtUp(soon());
      return transactions().flatMap(({ changes }) => changes.map(({ table }) => table));
    };
    expect(await seen(orders)).toEqual(['orders']);
    expect(await seen(elsewhere)).toEqual(['elsewhere']);
    expect(await seen(both)).toHaveLength(2);
  });

  test('leave no slot behind', async () => {
    const { probe } = await start();
    await probe.stop();
    await vi.waitFor(async () => {
      const { rowCount } = await pool.query(
        'SELECT FROM pg_replication_slots WHERE database = current_database()',
      );
      expect(rowCount).toBe(0);
    });
  });
});

describe('what cannot be watched is said', () => {
  test('a slot that an open transaction holds up, and by whom', async () => {
    await whileOpen(async (open) => {
      await open.query("SET application_name = 'night-batch'; INSERT INTO elsewhere VALUES (1)");
      await expect(start({ slotTimeoutMs: 200 })).rejects.toThrow(/within 200 ms[^]*night-batch/);
    });
    await start({ slotTimeoutMs: 5000 });
  });

  test('a table that is not there, one without a key, and elsewhere the SQL for the owner', async () => {
    await pool.query('CREATE TABLE heap (id int)');
    await expect(start({ tables: { ordres: { key: ['id'] } } })).rejects.toThrow('no table ordres');
    await expect(start({ tables: { heap: { key: ['id'] } } })).rejects.toThrow('heap has no primary key');
    await expect(start({ ownsStack: false })).rejects.toThrow(
      'CREATE PUBLICATION saga_lab_probe FOR TABLE "orders"',
    );
    await pool.query('CREATE PUBLICATION saga_lab_probe FOR TABLE orders');
    await start({ ownsStack: false });
  });

  test('a lost server is a gap, and caughtUp rejects', async () => {
    const { probe, facts } = await start();
    await postgres.restart();
    await expect(probe.caughtUp(soon())).rejects.toThrow('lost PostgreSQL');
    const gaps = facts.filter((fact): fact is ProbeFact => fact.kind === 'probe' && fact.state === 'gap');
    expect(gaps).toHaveLength(1);
  });

  test('one that hangs makes nobody wait longer than they said, and can be left', async () => {
    const { probe } = await start();
    const own = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'saga-lab probe'`;
    const { rows } = await pool.query<{ pid: number }>(own);
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
    try {
      await expect(probe.caughtUp(AbortSignal.timeout(100))).rejects.toThrow(/timeout/);
      await probe.stop();
    } finally {
      for (const { pid } of rows) process.kill(pid, 'SIGCONT');
    }
  });

  test('so is a truncated table', async () => {
    const { probe, facts } = await start();
    await pool.query('TRUNCATE orders');
    await probe.caughtUp(soon());
    expect(facts.at(-1)).toMatchObject({ state: 'gap', detail: 'orders was truncated' });
  });
});
