import type pg from 'pg';

/** A client inside BEGIN. */
export type Transaction = pg.ClientBase;

/**
 * Runs `work` between BEGIN and COMMIT; when it throws, ROLLBACK, and the error goes on to the caller. The connection
 * returns to the pool, or is closed where it can no longer be trusted.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
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
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(markBroken);
    throw error;
  } finally {
    client.off('error', markBroken);
    client.release(broken);
  }
}
