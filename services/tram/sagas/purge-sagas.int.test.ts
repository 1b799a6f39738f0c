import type pg from 'pg';
import { expect, test } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import { startPurging } from '../purging/start-purging.ts';
import { createTramTables } from '../postgres/tables.ts';
import { purgeSagas } from './purge-sagas.ts';
import { createSagaTables } from './saga-tables.ts';
import { until } from './testing/order-world.ts';

const hourMs = 3_600_000;

let pool: pg.Pool;

databaseEach(async (opened) => {
  pool = opened;
  await createTramTables(pool);
  // Twice, as another process does.
  await Promise.all([createSagaTables(pool), createSagaTables(pool)]);
  await createSagaTables(pool);
});

/** `count` sagas of each state, every other one of them two hours old. */
async function insertSagas(count: number): Promise<void> {
  await pool.query(
    `INSERT INTO saga_instance (saga_type, saga_id, state_name, end_state, compensating, failed, saga_data_type, saga_data_json,
                                state, steps, tries, attempt, correlation_id, updated_at)
     SELECT 'OrderSaga', state || n, '{}', state <> 'charge', false, state = 'FAILED', 'OrderSaga', '{}', state, '{}', '{}', 0, 'c',
            clock_timestamp() - CASE WHEN n % 2 = 0 THEN 2 ELSE 0 END * interval '1 hour'
     FROM generate_series(1, $1) AS n, unnest(ARRAY['COMPLETED', 'COMPENSATED', 'FAILED', 'charge']) AS state`,
    [count],
  );
}

async function left(): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ state: string; count: number }>(
    'SELECT state, count(*)::int AS count FROM saga_instance GROUP BY state ORDER BY state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

test('forgets what ended well long ago; what runs, what failed and what is young stays', async () => {
  await insertSagas(3_000);
  expect(await purgeSagas(pool, { olderThanMs: hourMs })).toBe(3_000);
  expect(await purgeSagas(pool, { olderThanMs: hourMs })).toBe(0);
  expect(await left()).toEqual({ COMPLETED: 1_500, COMPENSATED: 1_500, FAILED: 3_000, charge: 3_000 });
});

test('waits for nobody who has one of them locked', async () => {
  await insertSagas(4);
  const other = await pool.connect();
  await other.query('BEGIN');
  await other.query(`SELECT FROM saga_instance WHERE saga_id = 'COMPLETED2' FOR UPDATE`);
  expect(await purgeSagas(pool, { olderThanMs: hourMs })).toBe(3);
  await other.query('ROLLBACK');
  other.release();
  expect(await purgeSagas(pool, { olderThanMs: hourMs })).toBe(1);
});

test('is done now and then where it is asked for, and never where not', async () => {
  const told: unknown[] = [];
  const log = { info: (given: unknown) => told.push(given), warn: () => undefined, error: () => undefined };
  await insertSagas(2);
  await pool.query(`INSERT INTO received_messages VALUES ('orders', 'old', 1), ('orders', 'ageless', NULL)`);
  await startPurging({ pool, olderThanMs: undefined, log }).stop();
  expect(await left()).toMatchObject({ COMPLETED: 2 });
  const purging = startPurging({ pool, olderThanMs: hourMs, log, everyMs: 5 });
  await until(async () => expect(await left()).toMatchObject({ COMPLETED: 1, COMPENSATED: 1 }));
  await pool.query(`UPDATE saga_instance SET updated_at = '2020-01-01' WHERE state = 'COMPLETED'`);
  await until(async () => expect(await left()).toEqual({ COMPENSATED: 1, FAILED: 2, charge: 2 }));
  await purging.stop();
  expect(told).toEqual([
    { received: 1, sagas: 2 },
    { received: 0, sagas: 1 },
  ]);
});
