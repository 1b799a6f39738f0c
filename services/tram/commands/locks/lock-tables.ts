import type pg from 'pg';
import { inTransaction } from '../../postgres/transaction.ts';

/** Any constant number: it only has to be the same in every process that creates these tables. */
const schemaLock = 0x7361_676c;

/** Names and columns of Eventuate Tram Sagas, wider, and the order in which messages were stashed. */
const tables = `
CREATE TABLE IF NOT EXISTS saga_lock_table (
  target    text PRIMARY KEY,
  saga_type text NOT NULL,
  saga_id   text NOT NULL
);
CREATE TABLE IF NOT EXISTS saga_stash_table (
  message_id      text COLLATE "C" PRIMARY KEY,
  target          text NOT NULL,
  saga_type       text NOT NULL,
  saga_id         text NOT NULL,
  message_headers text NOT NULL,
  message_payload text NOT NULL,
  sequence        bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX IF NOT EXISTS saga_stash_table_target_idx ON saga_stash_table (target, sequence);
CREATE INDEX IF NOT EXISTS saga_stash_table_saga_idx ON saga_stash_table (saga_id);
`;

/** Creates what a participant needs whose handlers lock; harmless when it is there, also when several processes start at once. */
export async function createLockTables(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ complete: boolean }>(
    `SELECT to_regclass('saga_stash_table_saga_idx') IS NOT NULL AS complete`,
  );
  if (rows[0]?.complete) return;
  await inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
    await tx.query(tables);
  });
}
