import type pg from 'pg';
import type { TextRow } from '../replication/pgoutput.ts';
import { selectNewRows } from './new-rows.ts';

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
const select = `
WITH new AS MATERIALIZED (${selectNewRows('id, destination, headers, payload, published, xid')})
SELECT id, destination, headers, payload, published::text, (xid::text::bigint & 4294967295)::float8 AS xid
FROM new WHERE id COLLATE "C" > $3 AND pg_visible_in_snapshot(xid, $2) ORDER BY id COLLATE "C"`;

/**
 * Page by page in the order of ids. Along a key that is commit order, as its writers take their ids under its lock. What
 * is more than a page is laid aside by the server, so that no transaction stays open, however long the broker is away.
 */
export async function* readWindow(db: pg.ClientBase, window: Window): AsyncGenerator<readonly WindowRow[]> {
  const values = [window.confirmed, window.target];
  const text = `${select} LIMIT ${firstRows}`;
  let page = await rowsOf(db, { name: 'tram-relay-window', text, values: [...values, window.afterId] });
  if (page.length > 0) yield page;
  if (page.length < firstRows) return;
  await db.query(`DECLARE tram_relay_window NO SCROLL CURSOR WITH HOLD FOR ${select}`, [
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
  const { rows } = await db.query<Record<string, string | null> & { id: string; xid: number }>(query);
  return rows.map(({ xid, ...row }) => ({ id: row.id, row, xid }));
}

function nextRows(page: readonly WindowRow[]): number {
  const size = page.reduce((sum, { row }) => sum + (row['payload']?.length ?? 0), 0);
  const fitting = Math.floor((pageSize * page.length) / Math.max(size, 1));
  return Math.max(1, Math.min(mostRows, fitting));
}
