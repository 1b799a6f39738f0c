import type pg from 'pg';
import { asText } from './as-text.ts';
import type { OutboxSql } from './outbox/outbox.ts';
import { type Horizon, readHorizon } from './position.ts';
import { quoteLiteral } from './replication/quote.ts';
import type { TextRow } from './replication/pgoutput.ts';

export interface SweptRow {
  readonly row: TextRow;
  /** Of the transaction, or of the savepoint within it, that inserted the row. */
  readonly xid: number;
}

export interface Sweep {
  /** In the order of their ids, some hundred at a time. */
  readonly batches: AsyncIterable<readonly SweptRow[]>;
  /** What the sweep covers. */
  readonly horizon: Horizon;
}

const batchRows = 500;

/**
 * xmin holds 32 bits: the newest full xid that they can stand for is taken, so that a row may be swept in vain but is
 * never left out. A savepoint's xid is greater than its transaction's, so comparing it errs on the same side.
 */
function declareSweep({ table, columns, isUnpublished, sweepOrder }: OutboxSql): string {
  return `
DECLARE sweep NO SCROLL CURSOR FOR
SELECT ${columns}, xmin::text AS tram_sweep_xid
FROM ${table} AS outbox, (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS tram_next) AS xids
WHERE ${isUnpublished}
  AND xmin::text::bigint + ((tram_next - 1 - xmin::text::bigint) / 4294967296) * 4294967296 >= $1::bigint
ORDER BY ${sweepOrder}`;
}

/**
 * The rows of transactions that are not known to be confirmed. `snapshot`: as a new slot exported it, which makes sweep
 * and stream meet without gap or overlap; without it the slot must be older than this call.
 */
export async function withSweep<T>(
  db: pg.ClientBase,
  outbox: OutboxSql,
  options: { readonly confirmedBefore: string; readonly snapshot?: string | undefined },
  use: (sweep: Sweep) => Promise<T>,
): Promise<T> {
  await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    if (options.snapshot !== undefined)
      await db.query(`SET TRANSACTION SNAPSHOT ${quoteLiteral(options.snapshot)}`);
    const horizon = await readHorizon(db);
    await db.query(declareSweep(outbox), [options.confirmedBefore]);
    return await use({ horizon, batches: fetchAll(db) });
  } finally {
    await db.query('ROLLBACK');
  }
}

async function* fetchAll(db: pg.ClientBase): AsyncGenerator<readonly SweptRow[]> {
  for (;;) {
    const { rows } = await db.query<Record<string, string | null>>({
      text: `FETCH ${batchRows} FROM sweep`,
      types: asText,
    });
    if (rows.length === 0) return;
    yield rows.map(({ tram_sweep_xid: xid, ...row }) => ({ xid: Number(xid), row }));
  }
}
