import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import type { Line, PublishedLine } from '../observe/line.ts';
import { createTramTables } from '../postgres/tables.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';
import { insertRange, messageId } from './testing/outbox.ts';
import { ScriptedBroker } from './testing/scripted-publisher.ts';

let postgres: TestPostgres;
let url: string;
let pool: pg.Pool;
let broker: ScriptedBroker;
let lines: PublishedLine[];
let running: Pipeline[];
/** Connections that a test keeps open. */
let opened: pg.PoolClient[];

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  url = await postgres.createDatabase('relay');
  pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await createTramTables(pool);
  broker = new ScriptedBroker();
  lines = [];
  running = [];
  opened = [];
});

afterEach(async () => {
  broker.release();
  for (const client of opened) client.release(true);
  await Promise.all(running.map((pipeline) => pipeline.stop()));
  await pool.end();
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

function start(): Pipeline {
  const pipeline = startPipeline({
    relay: 'relay',
    name: 'order-db',
    url,
    openPublisher: broker.open,
    lines: { write: (line: Line) => lines.push(line as PublishedLine), close: () => undefined },
    log: quiet,
  });
  running.push(pipeline);
  return pipeline;
}

async function startUp(): Promise<Pipeline> {
  const pipeline = start();
  await become(pipeline, 'up');
  return pipeline;
}

async function openTransaction(): Promise<pg.PoolClient> {
  const client = await pool.connect();
  opened.push(client);
  await client.query('BEGIN');
  return client;
}

const become = (pipeline: Pipeline, state: string) =>
  until(() => expect(pipeline.status().state).toBe(state));
const until = (assertion: () => void | Promise<void>) =>
  vi.waitFor(assertion, { timeout: 10_000, interval: 5 });
const published = (ids: readonly number[]) => until(() => expect(broker.ids).toEqual(ids.map(messageId)));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function confirmedFlush(): Promise<bigint> {
  const { rows } = await pool.query<{ at: string }>(
    `SELECT confirmed_flush_lsn - '0/0'::pg_lsn AS at FROM pg_replication_slots WHERE database = current_database()`,
  );
  return BigInt(rows[0]?.at ?? 0);
}

async function walEnd(): Promise<bigint> {
  const { rows } = await pool.query<{ at: string }>(
    `SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS at`,
  );
  return BigInt(rows[0]?.at ?? 0);
}

/** Backends that wait to make a slot. */
async function slotWaiters(): Promise<number | null> {
  const { rowCount } = await pool.query(
    "SELECT FROM pg_stat_activity WHERE query LIKE 'CREATE_REPLICATION_SLOT%' AND state = 'active'",
  );
  return rowCount;
}

async function positionTime(): Promise<string | undefined> {
  const { rows } = await pool.query<{ at: string }>('SELECT updated_at::text AS at FROM tram_relay_position');
  return rows[0]?.at;
}

async function positionSaved(): Promise<void> {
  const before = await positionTime();
  await until(async () => expect(await positionTime()).not.toBe(before));
}

async function dropSlot(): Promise<void> {
  await pool.query(
    'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()',
  );
}

describe('what commits is published', () => {
  test('rows from before the relay first, then those that come', async () => {
    await insertRange(pool, 1, 3);
    await startUp();
    await insertRange(pool, 4);
    await published([1, 2, 3, 4]);
  });

  test('in commit order: a low id that commits late comes late', async () => {
    await startUp();
    const slow = await openTransaction();
    await insertRange(slow, 1);
    await insertRange(pool, 2);
    await published([2]);
    await slow.query('COMMIT');
    await published([2, 1]);
  });

  test('and what is rolled back, in whole or to a savepoint, is not', async () => {
    await startUp();
    const client = await openTransaction();
    await insertRange(client, 1);
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    await insertRange(client, 2);
    await client.query('SAVEPOINT before');
    await insertRange(client, 3);
    await client.query('ROLLBACK TO before');
    await insertRange(client, 4);
    await client.query('COMMIT');
    await published([2, 4]);
  });

  test('in order also when one transaction has more rows than the queue holds', async () => {
    await startUp();
    await insertRange(pool, 1, 30_000, 7);
    await insertRange(pool, 30_001);
    await published(range(1, 30_001));
  });

  test('with a line that names transaction and record', async () => {
    await startUp();
    const { rows } = await pool.query<{ xid: string }>(
      `WITH message AS (INSERT INTO message (id, destination, headers, payload)
         VALUES ($1, 'Order', '{"PARTITION_ID":"7","event-type":"OrderCreated","correlation-id":"c"}', '{}'))
       SELECT pg_current_xact_id()::text AS xid`,
      [messageId(1)],
    );
    await until(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toEqual({
      event: 'published',
      at: expect.any(Number) as number,
      relay: 'relay',
      database: 'order-db',
      message: messageId(1),
      correlation: 'c',
      type: 'OrderCreated',
      topic: 'Order',
      key: '7',
      partition: 0,
      offset: '0',
      xid: Number(rows[0]?.xid),
      lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/) as string,
    });
  });

  test('except a row that cannot be: it is set aside, visibly, and the next one goes on', async () => {
    await startUp();
    await pool.query(
      `INSERT INTO message (id, destination, headers, payload) VALUES ($1, 'Order', '{}', 'no JSON')`,
      [messageId(1)],
    );
    await insertRange(pool, 2);
    await published([2]);
    const { rows } = await pool.query('SELECT message_id, payload, reason FROM tram_relay_rejected');
    expect(rows).toEqual([
      {
        message_id: messageId(1),
        payload: 'no JSON',
        reason: expect.stringContaining('payload is not JSON') as string,
      },
    ]);
  });
});

describe('what is acknowledged', () => {
  test('nothing while a message waits, though keepalives come; all of it when it is confirmed', async () => {
    const pipeline = await startUp();
    await insertRange(pool, 1);
    await published([1]);
    broker.hold();
    const before = await walEnd();
    await insertRange(pool, 2);
    await until(() => expect(pipeline.status().lag.messages).toBe(1));
    // WAL of others: the server sends keepalives with a later end.
    const { bytes } = pipeline.status().lag;
    await pool.query('CREATE TABLE elsewhere AS SELECT generate_series(1, 1000) AS n');
    await until(() => expect(pipeline.status().lag.bytes).toBeGreaterThan(bytes));
    expect(await confirmedFlush()).toBeLessThanOrEqual(before);
    broker.release();
    await until(async () => expect(await confirmedFlush()).toBeGreaterThan(before));
    await until(() => expect(pipeline.status().lag).toEqual({ messages: 0, bytes: 0 }));
  });

  test('not a message that was never confirmed: the next relay publishes it', async () => {
    const first = await startUp();
    await insertRange(pool, 1);
    await published([1]);
    broker.hold();
    await insertRange(pool, 2, 3);
    await until(() => expect(broker.calls).toBe(2));
    broker.goAway();
    await first.stop();
    broker.comeBack();
    await startUp();
    await published([1, 2, 3]);
  });
});

describe('it goes on', () => {
  test('when the broker comes back: the same rows first, later ones of the key behind them, by a new producer', async () => {
    await startUp();
    broker.goAway();
    await insertRange(pool, 1, 2);
    await until(() => expect(broker.calls).toBeGreaterThan(2));
    await insertRange(pool, 3);
    broker.comeBack();
    await published([1, 2, 3]);
    expect(broker.opened).toBeGreaterThan(1);
  });

  test('when PostgreSQL was restarted', async () => {
    const pipeline = await startUp();
    await insertRange(pool, 1);
    await published([1]);
    await postgres.restart();
    await until(() => insertRange(pool, 2));
    await until(() => expect(broker.ids).toContain(messageId(2)));
    await become(pipeline, 'up');
  });

  test('as standby while another relay leads, and takes over when that one ends', async () => {
    const leader = await startUp();
    const second = start();
    await become(second, 'standby');
    await insertRange(pool, 1);
    await published([1]);
    await leader.stop();
    await become(second, 'up');
    await insertRange(pool, 2);
    await published([1, 2]);
  });
});

test('it stops also while a new slot waits for an open transaction, and leaves nothing waiting', async () => {
  const open = await openTransaction();
  await insertRange(open, 1);
  const pipeline = start();
  await until(async () => expect(await slotWaiters()).toBe(1));
  await pipeline.stop();
  await until(async () => expect(await slotWaiters()).toBe(0));
  expect(pipeline.status().state).toBe('starting');
});

describe('no row is lost with the slot', () => {
  test('dropped while nobody looked', async () => {
    const first = await startUp();
    await insertRange(pool, 1);
    await published([1]);
    await first.stop();
    await insertRange(pool, 2);
    await dropSlot();
    await insertRange(pool, 3);
    await startUp();
    await insertRange(pool, 4);
    await until(() => expect(broker.ids.at(-1)).toBe(messageId(4)));
    expect(new Set(broker.ids)).toEqual(new Set(range(1, 4).map(messageId)));
    // Repeats are allowed, but not a later one before an earlier one that is new.
    expect([...new Set(broker.ids)]).toEqual(range(1, 4).map(messageId));
  });

  test('invalidated by the server', async () => {
    const first = await startUp();
    await insertRange(pool, 1);
    await published([1]);
    await first.stop();
    await pool.query("ALTER SYSTEM SET idle_replication_slot_timeout = '1s'");
    await pool.query('SELECT pg_reload_conf()');
    try {
      await insertRange(pool, 2);
      await until(async () => {
        await pool.query('CHECKPOINT');
        const { rows } = await pool.query(
          'SELECT invalidation_reason AS reason FROM pg_replication_slots WHERE database = current_database()',
        );
        expect(rows).toEqual([{ reason: 'idle_timeout' }]);
      });
    } finally {
      await pool.query('ALTER SYSTEM RESET idle_replication_slot_timeout');
      await pool.query('SELECT pg_reload_conf()');
    }
    await startUp();
    await insertRange(pool, 3);
    await until(() => expect([...new Set(broker.ids)]).toEqual([1, 2, 3].map(messageId)));
  });

  test('also the rows of a savepoint, whose xid is not its transaction’s', async () => {
    const first = await startUp();
    const open = await openTransaction();
    await insertRange(open, 1);
    await open.query('SAVEPOINT half');
    await insertRange(open, 2);
    await insertRange(pool, 3);
    await published([3]);
    await positionSaved();
    await first.stop();
    await dropSlot();
    await open.query('COMMIT');
    await startUp();
    await until(() => expect(new Set(broker.ids)).toEqual(new Set(range(1, 3).map(messageId))));
  });

  test('and what was confirmed long ago is not swept again', async () => {
    const first = await startUp();
    await insertRange(pool, 1, 5);
    await published(range(1, 5));
    await positionSaved();
    await first.stop();
    await dropSlot();
    await insertRange(pool, 6);
    await startUp();
    await published(range(1, 6));
  });

  test('nor with the publication', async () => {
    const first = await startUp();
    await first.stop();
    await pool.query('DROP PUBLICATION tram_relay');
    await insertRange(pool, 1);
    await startUp();
    await insertRange(pool, 2);
    await published([1, 2]);
  });
});
