import type pg from 'pg';

const select = `
SELECT format('pid %s (%s, database %s, %s for %s s): %s', pid, coalesce(nullif(application_name, ''), 'unnamed'), datname, state,
  round(extract(epoch FROM clock_timestamp() - xact_start)), left(regexp_replace(query, '\\s+', ' ', 'g'), 80)) AS text
FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
UNION ALL
SELECT format('prepared transaction %s (database %s)', gid, database) FROM pg_prepared_xacts`;

/** One line each: the transactions that have written something and are open. A new slot waits for them. */
export async function openTransactions(db: pg.Pool | pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await db.query<{ text: string }>(select);
  return rows.map((row) => row.text);
}
