import type pg from 'pg';
import { StackError } from '../../lib/errors.ts';
import { quotedTable } from '../../systems/table-name.ts';

/** One for all probes of a database, whichever lab they belong to: each leaves out the tables that others added. */
export const probePublication = 'saga_lab_probe';

interface FoundTable {
  readonly table: string;
  readonly exists: boolean;
  /** Without it a published table refuses the service's updates and deletes. */
  readonly hasIdentity: boolean;
  readonly published: boolean;
}

const select = `
SELECT wanted AS table, class.oid IS NOT NULL AS exists,
  coalesce(class.relreplident IN ('f', 'i') OR class.relreplident = 'd'
    AND EXISTS (SELECT FROM pg_index WHERE indrelid = class.oid AND indisprimary), false) AS "hasIdentity",
  EXISTS (SELECT FROM pg_publication_tables AS published JOIN pg_namespace AS schema ON schema.nspname = published.schemaname
    WHERE pubname = $2 AND tablename = class.relname AND schema.oid = class.relnamespace) AS published
FROM unnest($1::text[], $3::text[]) AS tables (wanted, quoted) LEFT JOIN pg_class AS class ON class.oid = to_regclass(quoted)`;

/** Publishes the tables, once; rejects with StackError when one is missing or cannot be watched. */
export async function ensureProbePublication(db: pg.ClientBase, tables: readonly string[]): Promise<void> {
  await db.query('BEGIN');
  try {
    await db.query("SET LOCAL lock_timeout = '10s'");
    // Probes may start at the same time.
    await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [probePublication]);
    const found = await findTables(db, tables);
    requireTables(found);
    const missing = found.filter(({ published }) => !published);
    if (missing.length > 0) await db.query(await statement(db, missing));
    await db.query('COMMIT');
  } catch (error) {
    await db.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Rejects with StackError that holds the SQL to run, where the publication lacks a table. */
export async function requireProbePublication(db: pg.ClientBase, tables: readonly string[]): Promise<void> {
  const found = await findTables(db, tables);
  requireTables(found);
  const missing = found.filter(({ published }) => !published);
  if (missing.length === 0) return;
  throw new StackError(
    `Publication ${probePublication} lacks ${names(missing)}, so these tables cannot be watched. ` +
      `Let their owner run: ${await statement(db, missing)}`,
  );
}

async function findTables(db: pg.ClientBase, tables: readonly string[]): Promise<readonly FoundTable[]> {
  const { rows } = await db.query<FoundTable>(select, [tables, probePublication, tables.map(quotedTable)]);
  return rows;
}

function requireTables(found: readonly FoundTable[]): void {
  const absent = found.filter(({ exists }) => !exists);
  if (absent.length > 0) {
    throw new StackError(
      `The database has no table ${names(absent)}: start its service first, or mend the system file`,
    );
  }
  const blind = found.filter(({ hasIdentity }) => !hasIdentity);
  if (blind.length > 0) {
    throw new StackError(
      `Table ${names(blind)} has no primary key, without which its changes cannot be watched: add one`,
    );
  }
}

async function statement(db: pg.ClientBase, missing: readonly FoundTable[]): Promise<string> {
  const { rowCount } = await db.query('SELECT FROM pg_publication WHERE pubname = $1', [probePublication]);
  const list = missing.map(({ table }) => quotedTable(table)).join(', ');
  return rowCount
    ? `ALTER PUBLICATION ${probePublication} ADD TABLE ${list}`
    : `CREATE PUBLICATION ${probePublication} FOR TABLE ${list}`;
}

function names(tables: readonly FoundTable[]): string {
  return tables.map(({ table }) => table).join(', ');
}
