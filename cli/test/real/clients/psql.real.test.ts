import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../harness/postgres.ts';
import { tool } from '../servers/tool.ts';
import { linesOf, printed, runProgram } from './run-program.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('psql connects by the URL that status prints, makes a table and reads it', async () => {
  const sql =
    'CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 3); SELECT sum(n) FROM t; SHOW wal_level';
  const args = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--command', sql];
  const out = await printed(runProgram(tool('REAL_PSQL'), [await postgres.createDatabase(), ...args]));
  expect(linesOf(out)).toEqual(['6', 'logical']);
});
