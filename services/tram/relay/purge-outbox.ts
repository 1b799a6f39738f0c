import type pg from 'pg';

export interface PurgeOutboxOptions {
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
const purgeBatch = `
WITH oldest AS MATERIALIZED (
  SELECT id, xid, creation_time FROM message
  WHERE xid >= $3::xid8 AND xid < (SELECT confirmed_before FROM tram_relay_position WHERE slot = $1)
  ORDER BY xid LIMIT ${batchRows}
), purged AS (
  DELETE FROM message USING oldest
  WHERE message.id = oldest.id
    AND coalesce(oldest.creation_time, 0) < extract(epoch FROM clock_timestamp()) * 1000 - $2::float8
  RETURNING oldest.xid
)
SELECT count(*)::float8 AS rows, max(xid)::text AS last FROM purged`;

/** Deletes confirmed rows in batches of at most 1,000, each its own transaction. Resolves with how many. */
export async function purgeOutbox(
  db: pg.Pool,
  { slot, olderThanMs, signal }: PurgeOutboxOptions,
): Promise<number> {
  let purged = 0;
  let from = '0';
  while (!signal.aborted) {
    const { rows } = await db.query<{ rows: number; last: string | null }>(purgeBatch, [
      slot,
      olderThanMs,
      from,
    ]);
    const [batch] = rows;
    purged += batch?.rows ?? 0;
    if (!batch || batch.last === null || batch.rows < batchRows) break;
    from = batch.last;
  }
  return purged;
}
