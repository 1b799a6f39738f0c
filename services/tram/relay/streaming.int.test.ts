import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { insertRange } from './testing/outbox.ts';
import { range, RelayUnderTest, until } from './testing/relay-under-test.ts';

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
});

test('in order also when one transaction has more rows than the queue holds', async () => {
  await relay.startUp();
  await insertRange(relay.pool, 1, 30_000, 7);
  await insertRange(relay.pool, 30_001);
  await relay.published(range(1, 30_001));
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
