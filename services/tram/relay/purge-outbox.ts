import type pg from 'pg';
import type { OutboxSql } from './outbox/outbox.ts';

export interface PurgeOutboxOptions {
  readonly outbox: OutboxSql;
  readonly slot: string;
  /** By the database's clock. A row that has no creation time counts as old. */
  readonly olderThanMs: number;
  /** Ends it between two batches. */
  readonly signal: AbortSignal;
}

const batchRows = 1000;

/**
 * The oldest rows by transaction, of those whose transactions the relay knows to be confirmed: what is unpublished, or
 * may have to be swept one day, has a greater xid. `$3`: no row before it is left to look at.
 */
function purgeBatch({ table, xid, isOld }: OutboxSql): string {
  return `
WITH oldest AS MATERIALIZED (
  SELECT ctid AS place, ${xid} AS xid, ${isOld('$2')} AS is_old FROM ${table}
  WHERE ${xid} >= $3::xid8 AND ${xid} < (SELECT confirmed_before FROM tram_relay_position WHERE slot = $1)
  ORDER BY ${xid} LIMIT ${batchRows}
), purged AS (
  DELETE FROM ${table} AS outbox USING oldest
  WHERE outbox.ctid = oldest.place AND outbox.${xid} = oldest.xid AND oldest.is_old
  RETURNING oldest.xid
)
SELECT count(*)::float8 AS rows, max(xid)::text AS last FROM purged`;
}

/** Deletes confirmed rows in batches of at most 1,000, each its own transaction. Resolves with how many. */
export async function purgeOutbox(
  db: pg.Pool,
  { outbox, slot, olderThanMs, signal }: PurgeOutboxOptions,
): Promise<number> {
  const text = purgeBatch(outbox);
  let purged = 0;
  let from = '0';
  while (!signal.aborted) {
    const { rows } = await db.query<{ rows: number; last: string | null }>(text, [slot, olderThanMs, from]);
    const [batch] = rows;
    purged += batch?.rows ?? 0;
    if (!batch || batch.last === null || batch.rows < batchRows) break;
    from = batch.last;
  }
  return purged;
}
