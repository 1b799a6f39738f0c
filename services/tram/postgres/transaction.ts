import type pg from 'pg';
import { faults, reachHere } from '../faults/seam.ts';

/** A client inside BEGIN. */
export type Transaction = pg.ClientBase;

const hiddenFailure =
  'The transaction was rolled back: a statement in it failed and the work went on. Let the error through, or use a savepoint.';

/**
 * Runs `work` between BEGIN and COMMIT; when it throws, ROLLBACK, and the error goes on to the caller. Rejects too
 * when nothing was committed because `work` hid the error of a statement. The connection returns to the pool, or is
 * closed where it can no longer be trusted.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const result = await committed(pool, work);
  if (faults.armed) await reachHere('after-commit');
  return result;
}

async function committed<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener a connection that dies between two queries would end the process.
  const markBroken = (error: Error) => {
    broken = error;
  };
  client.on('error', markBroken);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    if (faults.armed) await reachHere('before-commit');
    const { command } = await client.query('COMMIT');
    // After a failed statement PostgreSQL answers COMMIT with ROLLBACK, and no error.
    if (command !== 'COMMIT') throw new Error(hiddenFailure);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(markBroken);
    throw error;
  } finally {
    client.off('error', markBroken);
    client.release(broken);
  }
}
