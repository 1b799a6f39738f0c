import type pg from 'pg';
import { quoteIdentifier } from '../../../services/tram/index.ts';
import { quotedTable } from '../../systems/table-name.ts';
import type { Row } from '../../model/observation.ts';
import { asText } from '../wal/reader.ts';
import type { WatchedTables } from '../wal/transaction-assembler.ts';
import type { KnownRows, SeenTable } from './known-rows.ts';

const xidColumn = 'saga_lab_xid';

export interface Look {
  /** `pg_snapshot` as text: what this look could see. */
  readonly snapshot: string;
  readonly tables: readonly SeenTable[];
}

/** All rows that are there, in a snapshot that others may take up while the connection's transaction lasts. */
export async function firstLook(
  db: pg.ClientBase,
  tables: WatchedTables,
  onRow: (table: string, key: Row, xid: string) => void,
): Promise<string> {
  const snapshot = await currentSnapshot(db);
  for (const [table, { key }] of Object.entries(tables)) {
    const columns = key.map(quoteIdentifier).join(', ');
    const rows = await read(db, `SELECT xmin::text AS ${xidColumn}, ${columns} FROM ${quotedTable(table)}`);
    for (const { [xidColumn]: xid, ...row } of rows) onRow(table, row, xid ?? '');
  }
  return snapshot;
}

/**
 * What has changed since `last`. A row that was written since has an xid that is no older than the oldest which was then
 * under way: the server passes over all others. Gone are rows where a table has fewer than it should.
 */
export async function lookAgain(
  db: pg.ClientBase,
  tables: WatchedTables,
  known: KnownRows,
  last: string,
): Promise<Look> {
  const snapshot = await currentSnapshot(db);
  const seen: SeenTable[] = [];
  for (const [table, { key }] of Object.entries(tables)) {
    const from = quotedTable(table);
    const rows = await read(
      db,
      `SELECT xmin::text AS ${xidColumn}, watched.* FROM ${from} AS watched WHERE age(xmin) <= age($1::text::xid)`,
      [String(oldestOf(last))],
    );
    const written = rows.map(({ [xidColumn]: xid, ...row }) => ({ xid: xid ?? '', row }));
    const [count] = await read(db, `SELECT count(*) AS rows FROM ${from}`);
    const isWhole = Number(count?.['rows']) === known.countWith(table, written);
    const columns = key.map(quoteIdentifier).join(', ');
    const keys = isWhole ? undefined : await read(db, `SELECT ${columns} FROM ${from}`);
    seen.push({ table, written, keys });
  }
  return { snapshot, tables: seen };
}

/** The lower 32 bits of the oldest xid that was under way: what rows have. Form of a snapshot: `xmin:xmax:xip,...`. */
export function oldestOf(snapshot: string): number {
  return Number(BigInt(snapshot.split(':')[0] ?? '0') % 2n ** 32n);
}

async function currentSnapshot(db: pg.ClientBase): Promise<string> {
  const [row] = await read(db, 'SELECT pg_current_snapshot()::text AS snapshot');
  return row?.['snapshot'] ?? '';
}

async function read(
  db: pg.ClientBase,
  text: string,
  values: readonly string[] = [],
): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>({ text, values: [...values], types: asText });
  return rows;
}
