import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import { testPool } from '../../../cli/test/harness/test-pool.ts';

let postgres: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
});

beforeEach(async () => {
  pool = testPool({ connectionString: await postgres.createDatabase(), max: 1 });
  await pool.query('CREATE TABLE notes (text text)');
  return () => pool.end();
});

afterAll(() => postgres.stop());

const write = (tx: Transaction) => tx.query(`INSERT INTO notes VALUES ('x')`);

const writeText = (tx: Transaction, text: string) => tx.query('INSERT INTO notes VALUES ($1)', [text]);

async function countNotes() {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int FROM notes');
  return rows[0]?.count;
}

async function backendOf(tx: Transaction) {
  const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

async function terminate(pid: number | undefined) {
  const other = new pg.Client(pool.options);
  await other.connect();
  await other.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
  await other.end();
}

describe('inTransaction', () => {
  it('commits what was done and gives back the result', async () => {
    const result = await inTransaction(pool, async (tx) => {
      await write(tx);
      return 'done';
    });
    expect([result, await countNotes()]).toEqual(['done', 1]);
  });

  it('undoes it when the work throws, and keeps the connection', async () => {
    let pid: number | undefined;
    const work = inTransaction(pool, async (tx) => {
      pid = await backendOf(tx);
      await write(tx);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await countNotes()).toBe(0);
    expect(await inTransaction(pool, backendOf)).toBe(pid);
  });

  it('does not pass for committed when the work hides a failed statement', async () => {
    const work = inTransaction(pool, async (tx) => {
      await write(tx);
      await tx.query('SELECT no_such_column').catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toThrow(/rolled back/);
    expect(await countNotes()).toBe(0);
  });

  it('does not pass for committed when it is the first statement that failed and was hidden', async () => {
    for (const _ of ['a new connection', 'one that was used'])
      await expect(
        inTransaction(pool, async (tx) => {
          await tx.query('SELECT no_such_column WHERE $1', [true]).catch(() => undefined);
          await tx.query('SELECT 1').catch(() => undefined);
        }),
      ).rejects.toThrow(/rolled back/);
  });

  it('holds statements that do not wait for each other', async () => {
    for (const _ of ['a new connection', 'one that was used']) {
      const work = inTransaction(pool, async (tx) => {
        await Promise.all([writeText(tx, 'a'), writeText(tx, 'b'), write(tx)]);
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
    }
    expect(await countNotes()).toBe(0);
  });

  it('gives the first statement its own result, on a connection that was used too', async () => {
    const text = 'INSERT INTO notes VALUES ($1) RETURNING text';
    for (const note of ['x', 'y']) {
      const result = await inTransaction(pool, (tx) => tx.query({ name: 'note', text, values: [note] }));
      expect(result).toMatchObject({ command: 'INSERT', rowCount: 1, rows: [{ text: note }] });
    }
    const none = await inTransaction(pool, (tx) => tx.query('DELETE FROM notes WHERE text = $1', ['z']));
    expect(none).toMatchObject({ command: 'DELETE', rowCount: 0, rows: [] });
  });

  it('goes on after a statement that is not even sent', async () => {
    await inTransaction(pool, (tx) => tx.query({ name: 'same', text: 'SELECT 1' }));
    const other = inTransaction(pool, (tx) => tx.query({ name: 'same', text: 'SELECT 2' }));
    await expect(other).rejects.toThrow(/must be unique/);
    await inTransaction(pool, (tx) => writeText(tx, 'x'));
    expect(await countNotes()).toBe(1);
  });

  it('does nothing at all when BEGIN fails', async () => {
    await inTransaction(pool, (tx) => writeText(tx, 'x'));
    await pool.query('DEALLOCATE ALL');
    const work = inTransaction(pool, async (tx) => {
      await Promise.allSettled([writeText(tx, 'y'), writeText(tx, 'z')]);
      return 'done';
    });
    await expect(work).rejects.toThrow(/rolled back/);
    expect(await countNotes()).toBe(1);
  });

  it('sends nothing for work that asks nothing', async () => {
    expect(await inTransaction(pool, async () => 'done')).toBe('done');
    await expect(inTransaction(pool, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('replaces a connection that was terminated, also between two queries', async () => {
    let pid: number | undefined;
    const work = inTransaction(pool, async (tx) => {
      pid = await backendOf(tx);
      await terminate(pid);
      await write(tx);
    });
    await expect(work).rejects.toThrow();
    await inTransaction(pool, write);
    expect(await inTransaction(pool, backendOf)).not.toBe(pid);
    expect(await countNotes()).toBe(1);
  });
});
