import type pg from 'pg';

export interface PurgeSagasOptions {
  /**
   * Since its end, by the database's clock. Longer than any reply may be late: one to a saga that is purged finds none, and is
   * parked.
   */
  readonly olderThanMs: number;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
}

const batchRows = 1000;

/** FAILED ones stay: they are for people. */
const purgeBatch = `
WITH ended AS MATERIALIZED (
  SELECT saga_type, saga_id FROM saga_instance
  WHERE end_state AND NOT failed AND updated_at < clock_timestamp() - $1::float8 * interval '1 millisecond'
  ORDER BY updated_at LIMIT ${batchRows} FOR UPDATE SKIP LOCKED
)
DELETE FROM saga_instance AS saga USING ended WHERE saga.saga_type = ended.saga_type AND saga.saga_id = ended.saga_id`;

/** Deletes sagas that ended well, either way, long ago; 1,000 in a transaction. Resolves with how many. */
export async function purgeSagas(db: pg.Pool, { olderThanMs, signal }: PurgeSagasOptions): Promise<number> {
  let purged = 0;
  while (signal?.aborted !== true) {
    const { rowCount } = await db.query(purgeBatch, [olderThanMs]);
    purged += rowCount ?? 0;
    if ((rowCount ?? 0) < batchRows) break;
  }
  return purged;
}
