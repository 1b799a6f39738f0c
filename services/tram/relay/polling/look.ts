import type pg from 'pg';
import { selectNewRows } from '../outbox/new-rows.ts';
import type { OutboxSql } from '../outbox/outbox.ts';
import type { PolledPosition } from './polled-position.ts';

export interface Look {
  /** What this look could see, as a snapshot. */
  readonly target: string;
  /** Rows that committed since and are to be published. */
  readonly waiting: number;
}

function look(outbox: OutboxSql): string {
  return `
SELECT pg_current_snapshot()::text AS target, (SELECT count(*) FROM (${selectNewRows(outbox, '1')}) AS new)::float8 AS waiting`;
}

/** What committed since the snapshot `confirmed`. */
export async function lookForMore(db: pg.ClientBase, outbox: OutboxSql, confirmed: string): Promise<Look> {
  const { rows } = await db.query<Look>({ name: 'tram-relay-look', text: look(outbox), values: [confirmed] });
  const [seen] = rows;
  if (!seen) throw new Error('PostgreSQL returned no snapshot');
  return seen;
}

function count(outbox: OutboxSql): string {
  return `
SELECT count(*)::float8 AS waiting FROM (${selectNewRows(outbox, '*')}) AS new
WHERE $2::pg_snapshot IS NULL OR ${outbox.isAfter('$3::text')} OR NOT pg_visible_in_snapshot(${outbox.xid}, $2)`;
}

/** Rows not known to be confirmed. */
export async function countWaiting(
  db: pg.Pool | pg.ClientBase,
  outbox: OutboxSql,
  { confirmed, target, afterId }: PolledPosition,
): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>(count(outbox), [confirmed, target, afterId]);
  return rows[0]?.waiting ?? 0;
}
