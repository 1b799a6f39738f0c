import type pg from 'pg';
import { type OutboxMapping, requiredColumns } from './outbox-mapping.ts';

/** Ours, in a table that is not: nobody else's column should have this name. */
export const xidColumn = 'tram_xid';

const select = `
SELECT attname AS name, atttypid = 'bytea'::regtype AS "isBinary" FROM pg_attribute
WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`;

/** The table is its service's: one that is not there yet is waited for, by whoever tries again. */
export async function prepareMapped(
  pool: pg.Pool,
  mapping: OutboxMapping,
  table: string,
  { needsXid }: { readonly needsXid: boolean },
): Promise<void> {
  const { rows } = await pool.query<{ name: string; isBinary: boolean }>(select, [table]);
  const columns = new Map(rows.map(({ name, isBinary }) => [name, isBinary]));
  if (columns.size === 0)
    throw new Error(`There is no outbox ${mapping.table} (yet): its service has to make it`);
  const missing = requiredColumns(mapping).filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw new Error(
      `The outbox ${mapping.table} has no column ${missing.join(', ')}; it has ${[...columns.keys()].join(', ')}`,
    );
  if (columns.get(mapping.payload) === true)
    throw new Error(
      `Column ${mapping.payload} of ${mapping.table} is binary: text, json and jsonb can be relayed`,
    );
  if (needsXid && !columns.has(xidColumn)) await addXid(pool, table);
}

/** Not rewritten by that: rows from before count as inserted now. */
async function addXid(pool: pg.Pool, table: string): Promise<void> {
  await pool.query(`
ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${xidColumn} xid8 DEFAULT pg_current_xact_id();
CREATE INDEX IF NOT EXISTS tram_relay_xid_idx ON ${table} (${xidColumn});`);
}
