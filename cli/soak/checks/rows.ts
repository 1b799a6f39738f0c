import { quoteIdentifier as quote } from '../../../services/tram/index.ts';
import { isMeant, textAt } from '../../model/invariants/text-at.ts';
import type { RowsDefinition, System } from '../../systems/system.ts';
import { quotedTable } from '../../systems/table-name.ts';
import { documentsOf } from '../documents.ts';
import { checkOf, type SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';

/** The rows and documents that the system file says belong together, over all of them. */
export async function rowChecks(
  { invariants, databases: kinds }: System,
  urls: Readonly<Record<string, string>>,
  databases: Databases,
): Promise<SoakCheck[]> {
  const keysOf = (rows: RowsDefinition): Promise<readonly string[]> =>
    kinds[rows.database]?.kind === 'postgres'
      ? keysOfRows(databases, rows)
      : keysOfDocuments(urls[rows.database] ?? '', rows);
  const checks: SoakCheck[] = [];
  for (const [name, invariant] of Object.entries(invariants)) {
    if (invariant.kind !== 'rows-match') continue;
    const { every, in: other } = invariant;
    const [wanted, there] = [await keysOf(every), new Set(await keysOf(other))];
    const lacking = wanted.filter((key) => !there.has(key));
    checks.push(
      checkOf(
        name,
        wanted.length,
        lacking.map((key) => lackText(invariant, key)),
      ),
    );
  }
  return checks;
}

async function keysOfRows(databases: Databases, rows: RowsDefinition): Promise<readonly string[]> {
  const { database, table, key, where } = rows;
  const conditions = Object.keys(where).map((column, index) => `${quote(column)}::text = $${index + 1}`);
  const text = `SELECT DISTINCT ${quote(key)}::text AS key FROM ${quotedTable(table)} WHERE ${['true', ...conditions].join(' AND ')}`;
  const found = await databases.rows(database, text, Object.values(where));
  return found.flatMap((row) => row['key'] ?? []);
}

async function keysOfDocuments(url: string, { table, key, where }: RowsDefinition): Promise<string[]> {
  const keys = new Set<string>();
  for await (const { document } of documentsOf(url, table))
    if (isMeant(document, where)) keys.add(textAt(document, key) ?? `a document without ${key}`);
  return [...keys];
}

function lackText({ every, in: other }: { every: RowsDefinition; in: RowsDefinition }, key: string): string {
  return `${label(every)} has ${key}, ${label(other)} has not`;
}

/** `payment-db payments where state = charged` */
function label({ database, table, where }: RowsDefinition): string {
  const conditions = Object.entries(where).map(([column, wanted]) => `${column} = ${wanted}`);
  return `${database} ${table}${conditions.length > 0 ? ` where ${conditions.join(', ')}` : ''}`;
}
