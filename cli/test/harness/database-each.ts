import type pg from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { testPool } from './test-pool.ts';

/** Each test of the file has an empty database of its own, all on one server; `prepare` gets its pool before the test. */
export function databaseEach(prepare: (pool: pg.Pool) => unknown): void {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  beforeEach(async () => {
    const pool = testPool({ connectionString: await postgres.createDatabase() });
    await prepare(pool);
    return () => pool.end();
  });
}
