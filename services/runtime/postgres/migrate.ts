import type pg from 'pg';
import { createTramTables, inTransaction } from '../../tram/index.ts';

/** Any constant number: the same in all replicas of a service, other than tram's. */
const lock = 0x7361_6761;

/** Creates tram's tables and the service's own; harmless when they exist, also when several replicas start at once. */
export async function migrate(pool: pg.Pool, tables: string): Promise<void> {
  await createTramTables(pool);
  await createTables(pool, tables);
}

/** The service's own alone, for one that takes no messages and has an outbox of its own. */
export async function createTables(pool: pg.Pool, tables: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    await tx.query(tables);
  });
}
