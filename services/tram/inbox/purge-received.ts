import type pg from 'pg';

export interface PurgeReceivedOptions {
  /**
   * By the database's clock. Longer than any message may come again: than the broker keeps records, and than a relay
   * may be away; a repeat that comes later is handled a second time. A row that has no creation time stays.
   */
  readonly olderThanMs: number;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
}

const batchRows = 1000;

/** One walk along the primary key, as no index knows the age. What others have locked stays. */
const purgeBatch = `
WITH page AS MATERIALIZED (
  SELECT consumer_id, message_id, creation_time FROM received_messages
  WHERE (consumer_id, message_id) > ($1, $2) ORDER BY consumer_id, message_id LIMIT ${batchRows}
), old AS MATERIALIZED (
  SELECT received.consumer_id, received.message_id FROM received_messages AS received JOIN page USING (consumer_id, message_id)
  WHERE page.creation_time < extract(epoch FROM clock_timestamp()) * 1000 - $3::float8
  FOR UPDATE OF received SKIP LOCKED
), purged AS (
  DELETE FROM received_messages AS received USING old
  WHERE (received.consumer_id, received.message_id) = (old.consumer_id, old.message_id)
  RETURNING 1
)
SELECT consumer_id AS consumer, message_id AS message, (SELECT count(*) FROM purged)::float8 AS rows
FROM page ORDER BY consumer_id DESC, message_id DESC LIMIT 1`;

interface Batch {
  readonly consumer: string;
  readonly message: string;
  readonly rows: number;
}

/** Forgets messages received long ago, 1,000 looked at in a transaction. Resolves with how many were forgotten. */
export async function purgeReceived(
  db: pg.Pool,
  { olderThanMs, signal }: PurgeReceivedOptions,
): Promise<number> {
  let purged = 0;
  let after: Pick<Batch, 'consumer' | 'message'> = { consumer: '', message: '' };
  while (signal?.aborted !== true) {
    const values = [after.consumer, after.message, olderThanMs];
    const { rows } = await db.query<Batch>(purgeBatch, values);
    const [batch] = rows;
    if (!batch) break;
    purged += batch.rows;
    after = batch;
  }
  return purged;
}
