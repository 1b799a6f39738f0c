import type { OutboxSql } from './outbox.ts';

/**
 * SELECT of `columns` from the outbox rows whose transaction the snapshot `$1` does not show, and the reader does: what
 * committed since. A row's xid is its transaction's, savepoints included. Transactions that had not begun at the
 * snapshot have an xid from its xmax on; those that were under way are listed in it: two ranges of one index, whatever
 * the size of the table. Source of the method: PgQ's batches.
 */
export function selectNewRows({ table, isUnpublished, xid }: OutboxSql, columns: string): string {
  const from = `SELECT ${columns} FROM ${table} WHERE ${isUnpublished} AND ${xid}`;
  return `${from} >= pg_snapshot_xmax($1::pg_snapshot)
UNION ALL
${from} = ANY (ARRAY(SELECT pg_snapshot_xip($1::pg_snapshot)))`;
}
