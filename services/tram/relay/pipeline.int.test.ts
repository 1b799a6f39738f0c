import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { insertRange, messageId } from './testing/outbox.ts';
import { become, range, RelayUnderTest, until } from './testing/relay-under-test.ts';

let postgres: TestPostgres;
let relay: RelayUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'));
});

afterEach(() => relay.stop());

async function confirmedFlush(): Promise<bigint> {
  const { rows } = await relay.pool.query<{ at: string }>(
    `SELECT confirmed_flush_lsn - '0/0'::pg_lsn AS at FROM pg_replication_slots WHERE database = current_database()`,
  );
  return BigInt(rows[0]?.at ?? 0);
}

async function walEnd(): Promise<bigint> {
  const { rows } = await relay.pool.query<{ at: string }>(
    `SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS at`,
  );
  return BigInt(rows[0]?.at ?? 0);
}

/** Backends that wait to make a slot. */
async function slotWaiters(): Promise<number | null> {
  const { rowCount } = await relay.pool.query(
    "SELECT FROM pg_stat_activity WHERE query LIKE 'CREATE_REPLICATION_SLOT%' AND state = 'active'",
  );
  return rowCount;
}

describe('what commits is published', () => {
  test('rows from before the relay first, then those that come', async () => {
    await insertRange(relay.pool, 1, 3);
    await relay.startUp();
    await insertRange(relay.pool, 4);
    await relay.published([1, 2, 3, 4]);
  });

  test('in commit order: a low id that commits late comes late', async () => {
    await relay.startUp();
    const slow = await relay.openTransaction();
    await insertRange(slow, 1);
    await insertRange(relay.pool, 2);
    await relay.published([2]);
    await slow.query('COMMIT');
    await relay.published([2, 1]);
  });

  test('and what is rolled back, in whole or to a savepoint, is not', async () => {
    await relay.startUp();
    const client = await relay.openTransaction();
    await insertRange(client, 1);
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    await insertRange(client, 2);
    await client.query('SAVEPOINT before');
    await insertRange(client, 3);
    await client.query('ROLLBACK TO before');
    await insertRange(client, 4);
    await client.query('COMMIT');
    await relay.published([2, 4]);
  });

  test('in order also when one transaction has more rows than the queue holds', async () => {
    await relay.startUp();
    await insertRange(relay.pool, 1, 30_000, 7);
    await insertRange(relay.pool, 30_001);
    await relay.published(range(1, 30_001));
  });

  test('with a line that names transaction and record', async () => {
    await relay.startUp();
    const { rows } = await relay.pool.query<{ xid: string }>(
      `WITH message AS (INSERT INTO message (id, destination, headers, payload)
         VALUES ($1, 'Order', '{"PARTITION_ID":"7","event-type":"OrderCreated","correlation-id":"c"}', '{}'))
       SELECT pg_current_xact_id()::text AS xid`,
      [messageId(1)],
    );
    await until(() => expect(relay.lines).toHaveLength(1));
    expect(relay.lines[0]).toEqual({
      event: 'published',
      ms: expect.any(Number) as number,
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
    await relay.startUp();
    await relay.pool.query(
      `INSERT INTO message (id, destination, headers, payload) VALUES ($1, 'Order', '{}', 'no JSON')`,
      [messageId(1)],
    );
    await insertRange(relay.pool, 2);
    await relay.published([2]);
    const { rows } = await relay.pool.query('SELECT message_id, payload, reason FROM tram_relay_rejected');
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
    const pipeline = await relay.startUp();
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    relay.broker.hold();
    const before = await walEnd();
    await insertRange(relay.pool, 2);
    await until(() => expect(pipeline.status().lag.messages).toBe(1));
    // WAL of others: the server sends keepalives with a later end.
    const { bytes } = pipeline.status().lag;
    await relay.pool.query('CREATE TABLE elsewhere AS SELECT generate_series(1, 1000) AS n');
    await until(() => expect(pipeline.status().lag.bytes).toBeGreaterThan(bytes));
    expect(await confirmedFlush()).toBeLessThanOrEqual(before);
    relay.broker.release();
    await until(async () => expect(await confirmedFlush()).toBeGreaterThan(before));
    await until(() => expect(pipeline.status().lag).toEqual({ messages: 0, bytes: 0 }));
  });

  test('not a message that was never confirmed: the next relay publishes it', async () => {
    const first = await relay.startUp();
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    relay.broker.hold();
    await insertRange(relay.pool, 2, 3);
    await until(() => expect(relay.broker.calls).toBe(2));
    relay.broker.goAway();
    await first.stop();
    relay.broker.comeBack();
    await relay.startUp();
    await relay.published([1, 2, 3]);
  });
});

describe('it goes on', () => {
  test('when the broker comes back: the same rows first, later ones of the key behind them, by a new producer', async () => {
    await relay.startUp();
    relay.broker.goAway();
    await insertRange(relay.pool, 1, 2);
    await until(() => expect(relay.broker.calls).toBeGreaterThan(2));
    await insertRange(relay.pool, 3);
    relay.broker.comeBack();
    await relay.published([1, 2, 3]);
    expect(relay.broker.opened).toBeGreaterThan(1);
  });

  test('when PostgreSQL was restarted', async () => {
    const pipeline = await relay.startUp();
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    await postgres.restart();
    await until(() => insertRange(relay.pool, 2));
    await until(() => expect(relay.broker.ids).toContain(messageId(2)));
    await become(pipeline, 'up');
  });

  test('as standby while another relay leads, and takes over when that one ends', async () => {
    const leader = await relay.startUp();
    const second = relay.start();
    await become(second, 'standby');
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    await leader.stop();
    await become(second, 'up');
    await insertRange(relay.pool, 2);
    await relay.published([1, 2]);
  });
});

test('it stops also while a new slot waits for an open transaction, and leaves nothing waiting', async () => {
  const open = await relay.openTransaction();
  await insertRange(open, 1);
  const pipeline = relay.start();
  await until(async () => expect(await slotWaiters()).toBe(1));
  await pipeline.stop();
  await until(async () => expect(await slotWaiters()).toBe(0));
  expect(pipeline.status().state).toBe('starting');
});
