import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { inTransaction } from '../../tram/index.ts';
import { openPool } from './pool.ts';

let server: TestPostgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

async function statementsOf(logStatements: boolean): Promise<unknown[]> {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const pool = openPool(await server.createDatabase(), 'test', log, { logStatements });
  onTestFinished(() => pool.end());
  await pool.query('CREATE TABLE things (id int)');
  for (const id of [1, 2]) {
    await inTransaction(pool, (tx) =>
      tx.query({ name: 'insert', text: 'INSERT INTO things\n  VALUES ($1)', values: [id] }),
    );
  }
  await pool.query('SELECT 1');
  await pool.query('SELECT id FROM things WHERE id = $1', [2]);
  return lines.map((line) => {
    const { sql, values, msg } = JSON.parse(line) as Record<string, unknown>;
    return [msg, sql, values];
  });
}

it('tells each statement with its values in a line, a transaction from its beginning to its end', async () => {
  const insert = 'INSERT INTO things VALUES ($1)';
  expect(await statementsOf(true)).toEqual(
    [
      ['CREATE TABLE things (id int)'],
      ['BEGIN'],
      [insert, [1]],
      ['COMMIT'],
      ['BEGIN'],
      [insert, [2]],
      ['COMMIT'],
      ['SELECT id FROM things WHERE id = $1', [2]],
    ].map(([sql, values]) => ['SQL', sql, values]),
  );
});

it('tells none unless that is asked for', async () => {
  expect(await statementsOf(false)).toEqual([]);
});
