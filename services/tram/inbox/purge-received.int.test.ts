import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { createTramTables } from '../postgres/tables.ts';
import { purgeReceived } from './purge-received.ts';
import { testPool } from '../../../cli/test/harness/test-pool.ts';

let postgres: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = testPool({ connectionString: await postgres.createDatabase() });
  await createTramTables(pool);
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

test('passes over what others have locked', async () => {
  await pool.query(
    `INSERT INTO received_messages VALUES ('purged', 'a', 1), ('purged', 'b', 1), ('purged', 'c', 1)`,
  );
  const other = await pool.connect();
  // A purge that waited would fail rather than hang.
  const impatient = testPool({ ...pool.options, lock_timeout: 5_000 });
  try {
    await other.query('BEGIN');
    await other.query(`SELECT FROM received_messages WHERE message_id = 'b' FOR UPDATE`);
    expect(await purgeReceived(impatient, { olderThanMs: 1 })).toBe(2);
  } finally {
    await impatient.end();
    await other.query('COMMIT');
    other.release();
  }
  expect(await purgeReceived(pool, { olderThanMs: 1 })).toBe(1);
});

test('forgets what was received long ago, of every consumer, and nothing else', async () => {
  const hourMs = 3_600_000;
  // 4,000 rows of two consumers, old and young in turn, and one whose age nobody knows.
  await pool.query(
    `INSERT INTO received_messages (consumer_id, message_id, creation_time)
     SELECT 'consumer-' || n % 2, n::text, extract(epoch FROM clock_timestamp()) * 1000 - CASE WHEN n % 4 < 2 THEN 2 ELSE 0 END * ${hourMs}
     FROM generate_series(1, 4000) AS n
     UNION ALL SELECT 'consumer-0', 'ageless', NULL`,
  );
  expect(await purgeReceived(pool, { olderThanMs: hourMs })).toBe(2000);
  expect(await purgeReceived(pool, { olderThanMs: hourMs })).toBe(0);
  const { rows } = await pool.query<{ consumer: string; young: boolean; rows: number }>(
    `SELECT consumer_id AS consumer, bool_and(message_id = 'ageless' OR message_id::int % 4 >= 2) AS young, count(*)::int AS rows
     FROM received_messages GROUP BY consumer_id ORDER BY consumer_id`,
  );
  expect(rows).toEqual([
    { consumer: 'consumer-0', young: true, rows: 1001 },
    { consumer: 'consumer-1', young: true, rows: 1000 },
  ]);
});
