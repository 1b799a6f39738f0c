import type pg from 'pg';
import type { OutboxSql } from './outbox/outbox.ts';

export const outboxPublication = 'tram_relay';

const select = `
SELECT EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = pg_publication.oid AND prrelid = $2::regclass) AS "hasOutbox"
FROM pg_publication WHERE pubname = $1`;

/**
 * Inserts only: the outbox needs no replica identity then, and marking or deleting old rows costs the relay nothing.
 * Resolves with true when the publication lacked the outbox until now: a slot that is older may have passed over rows.
 */
export async function ensurePublication(db: pg.ClientBase, { table }: OutboxSql): Promise<boolean> {
  const { rows } = await db.query<{ hasOutbox: boolean }>(select, [outboxPublication, table]);
  const [found] = rows;
  if (found?.hasOutbox) return false;
  await db.query(
    found
      ? `ALTER PUBLICATION ${outboxPublication} ADD TABLE ${table}`
      : `CREATE PUBLICATION ${outboxPublication} FOR TABLE ${table} WITH (publish = 'insert')`,
  );
  return true;
}
