import type pg from 'pg';

/** How far polling has come. Snapshots are PostgreSQL's text form of `pg_snapshot`. */
export interface PolledPosition {
  /** All that it shows is confirmed by the broker, or set aside. */
  readonly confirmed: string;
  /** A later snapshot: what it shows and `confirmed` does not is being published, in the order of ids. Null: nothing is. */
  readonly target: string | null;
  /** Rows of `target` up to this id are confirmed too. */
  readonly afterId: string;
}

/** Where the position was kept by polling, exactly there; else where a stream's relay knows all to be confirmed. */
const select = `
SELECT CASE WHEN exact THEN polled::text ELSE format('%1$s:%1$s:', greatest(confirmed_before, '1')) END AS confirmed,
  CASE WHEN exact THEN target::text END AS target,
  CASE WHEN exact AND target IS NOT NULL THEN after_id ELSE '' END AS "afterId"
FROM tram_relay_position, LATERAL (SELECT coalesce(pg_snapshot_xmin(polled) = confirmed_before, false) AS exact) AS origin
WHERE slot = $1`;

/** The row must be there (`openPosition`). */
export async function readPolledPosition(db: pg.ClientBase, slot: string): Promise<PolledPosition> {
  const { rows } = await db.query<PolledPosition>(select, [slot]);
  const [position] = rows;
  if (!position) throw new Error(`tram_relay_position has no row for slot ${slot}`);
  return position;
}

const update = `
UPDATE tram_relay_position
SET confirmed_before = pg_snapshot_xmin($2), polled = $2, target = $3, after_id = $4, updated_at = clock_timestamp()
WHERE slot = $1`;

export async function savePolledPosition(
  db: pg.ClientBase,
  slot: string,
  { confirmed, target, afterId }: PolledPosition,
): Promise<void> {
  const values = [slot, confirmed, target, afterId];
  await db.query({ name: 'tram-relay-save-position', text: update, values });
}
