import type pg from 'pg';

export const outboxPublication = 'tram_relay';

const select = `
SELECT EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = pg_publication.oid AND prrelid = 'message'::regclass) AS "hasOutbox"
FROM pg_publication WHERE pubname = $1`;

/**
 * Inserts only: the outbox needs no replica identity then, and marking or deleting old rows costs the relay nothing.
 * Resolves with true when the publication lacked the outbox until now: a slot that is older may have passed over rows.
 */
export async function ensurePublication(db: pg.ClientBase): Promise<boolean> {
  const { rows } = await db.query<{ hasOutbox: boolean }>(select, [outboxPublication]);
  const [found] = rows;
  if (found?.hasOutbox) return false;
  await db.query(
    found
      ? `ALTER PUBLICATION ${outboxPublication} ADD TABLE message`
      : `CREATE PUBLICATION ${outboxPublication} FOR TABLE message WITH (publish = 'insert')`,
  );
  return true;
}
