import type pg from 'pg';
import { faults, reachHere } from '../faults/seam.ts';
import { beginWith } from './begin-with.ts';

/** A connection or a pool, as far as statements go. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** A connection inside BEGIN, which is sent with the first statement. */
export type Transaction = Queryable;

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
  const tx = new OpenTransaction(client);
  try {
    const result = await work(tx);
    if (faults.armed) await reachHere('before-commit');
    await tx.commit();
    return result;
  } catch (error) {
    await tx.rollback().catch(markBroken);
    throw error;
  } finally {
    client.off('error', markBroken);
    client.release(broken);
  }
}

/** idle --first statement--> begun --commit | rollback--> ended */
class OpenTransaction implements Transaction {
  readonly #client: pg.ClientBase;
  #begun: Promise<pg.QueryResult> | undefined;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  async query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    if (this.#begun === undefined) {
      const first =
        typeof statement === 'string' ? { text: statement, ...(values && { values }) } : statement;
      this.#begun = beginWith(this.#client, first);
      return this.#begun;
    }
    // Were BEGIN to fail, a statement that did not wait for it would commit by itself.
    await this.#begun;
    return this.#client.query<Row>(statement, values);
  }

  async commit(): Promise<void> {
    if (this.#begun === undefined) return;
    const begun = await this.#begun.then(
      () => true,
      () => false,
    );
    // After a failed statement PostgreSQL answers COMMIT with ROLLBACK, and no error.
    if (!begun || (await this.#client.query('COMMIT')).command !== 'COMMIT') throw new Error(hiddenFailure);
  }

  async rollback(): Promise<void> {
    if (this.#begun !== undefined) await this.#client.query('ROLLBACK');
  }
}
