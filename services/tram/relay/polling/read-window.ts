import type pg from 'pg';
import { asText } from '../as-text.ts';
import { selectNewRows } from '../outbox/new-rows.ts';
import type { OutboxSql } from '../outbox/outbox.ts';
import type { TextRow } from '../replication/pgoutput.ts';

/** The rows that `target` shows and `confirmed` does not, with ids after `afterId`. */
export interface Window {
  readonly confirmed: string;
  readonly target: string;
  readonly afterId: string;
}

export interface WindowRow {
  readonly id: string;
  readonly row: TextRow;
  /** Lower 32 bits of the inserting transaction's, as the write-ahead log has it. */
  readonly xid: number;
}

const firstRows = 200;
const mostRows = 1000;
/** Characters that one page should hold at most; it is known only afterwards. */
const pageSize = 4 * 1024 * 1024;

/** MATERIALIZED, so that the planner does not walk the primary key through the whole table to save itself the sort. */
function select(outbox: OutboxSql): string {
  const { id, xid, columns, order, isAfter } = outbox;
  return `
WITH new AS MATERIALIZED (${selectNewRows(outbox, '*')})
SELECT ${columns}, ${id} AS tram_window_id, ${xid}::text::bigint & 4294967295 AS tram_window_xid
FROM new AS outbox WHERE ${isAfter('$3::text')} AND pg_visible_in_snapshot(${xid}, $2) ORDER BY ${order}`;
}

/**
 * Page by page in the outbox's order. What is more than a page is laid aside by the server, so that no transaction stays
 * open, however long the broker is away.
 */
export async function* readWindow(
  db: pg.ClientBase,
  outbox: OutboxSql,
  window: Window,
): AsyncGenerator<readonly WindowRow[]> {
  const values = [window.confirmed, window.target];
  const text = `${select(outbox)} LIMIT ${firstRows}`;
  let page = await rowsOf(db, { name: 'tram-relay-window', text, values: [...values, window.afterId] });
  if (page.length > 0) yield page;
  if (page.length < firstRows) return;
  await db.query(`DECLARE tram_relay_window NO SCROLL CURSOR WITH HOLD FOR ${select(outbox)}`, [
    ...values,
    page.at(-1)?.id,
  ]);
  for (;;) {
    page = await rowsOf(db, { text: `FETCH ${nextRows(page)} FROM tram_relay_window` });
    if (page.length === 0) break;
    yield page;
  }
  await db.query('CLOSE tram_relay_window');
}

async function rowsOf(db: pg.ClientBase, query: pg.QueryConfig): Promise<readonly WindowRow[]> {
  const { rows } = await db.query<Record<string, string | null>>({ ...query, types: asText });
  return rows.map(({ tram_window_id: id, tram_window_xid: xid, ...row }) => ({
    id: id ?? '',
    row,
    xid: Number(xid),
  }));
}

function nextRows(page: readonly WindowRow[]): number {
  const size = page.reduce((sum, { row }) => sum + sizeOf(row), 0);
  const fitting = Math.floor((pageSize * page.length) / Math.max(size, 1));
  return Math.max(1, Math.min(mostRows, fitting));
}

function sizeOf(row: TextRow): number {
  return Object.values(row).reduce((sum, value) => sum + (value?.length ?? 0), 0);
}
