import type pg from 'pg';
import { selectNewRows } from './new-rows.ts';
import type { PolledPosition } from './polled-position.ts';

export interface Look {
  /** What this look could see, as a snapshot. */
  readonly target: string;
  /** Rows that committed since and are to be published. */
  readonly waiting: number;
}

const look = `
SELECT pg_current_snapshot()::text AS target, (SELECT count(*) FROM (${selectNewRows('1')}) AS new)::float8 AS waiting`;

/** What committed since the snapshot `confirmed`. */
export async function lookForMore(db: pg.ClientBase, confirmed: string): Promise<Look> {
  const { rows } = await db.query<Look>({ name: 'tram-relay-look', text: look, values: [confirmed] });
  const [seen] = rows;
  if (!seen) throw new Error('PostgreSQL returned no snapshot');
  return seen;
}

const count = `
SELECT count(*)::float8 AS waiting FROM (${selectNewRows('id, xid')}) AS new
WHERE $2::pg_snapshot IS NULL OR id COLLATE "C" > $3 OR NOT pg_visible_in_snapshot(xid, $2)`;

/** Rows not known to be confirmed. */
export async function countWaiting(
  db: pg.Pool | pg.ClientBase,
  { confirmed, target, afterId }: PolledPosition,
): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>(count, [confirmed, target, afterId]);
  return rows[0]?.waiting ?? 0;
}
