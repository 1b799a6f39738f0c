import { quoteIdentifier as quote } from '../../../services/tram/index.ts';
import { leakOf, searchable, type Secret, Secrets } from '../../model/invariants/secrets.ts';
import type { System } from '../../systems/system.ts';
import type { BrokerReader } from '../broker.ts';
import { documentsOf } from '../documents.ts';
import { checkOf, type SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';

/** What the load sends that must stand nowhere in clear. */
export function secretsOfLoad({ invariants }: System): Secrets {
  return new Secrets(
    Object.values(invariants).flatMap((each) => (each.kind === 'never-in-clear' ? each.fields : [])),
  );
}

export interface Servers {
  readonly urls: Readonly<Record<string, string>>;
  readonly databases: Databases;
  readonly broker: BrokerReader;
  readonly signal: AbortSignal;
}

/** Looks into every row, document and record; one check where the system has secrets at all. */
export async function clearChecks(
  system: System,
  secrets: readonly Secret[],
  servers: Servers,
): Promise<SoakCheck[]> {
  if (secrets.length === 0) return [];
  const found = new Set<string>();
  let checked = 0;
  const look = (text: string, place: string) => {
    checked += 1;
    for (const secret of secrets) for (const leak of leakOf(secret, { place, text })) found.add(leak);
  };
  const { urls, databases, broker, signal } = servers;
  for (const [database, { kind }] of Object.entries(system.databases)) {
    if (kind === 'postgres') await lookIntoRows(databases, database, look);
    else
      for await (const { collection, document } of documentsOf(urls[database] ?? ''))
        look(searchable(document), `${database} ${collection} ${searchable(document['_id'])}`);
  }
  await broker.readAll(
    Object.keys(system.topics),
    ({ topic, partition, offset, value }) => look(String(value), `${topic}/${partition}@${offset}`),
    signal,
  );
  return [checkOf('nothing in clear', checked, [...found])];
}

const pageRows = 2_000;

async function lookIntoRows(
  databases: Databases,
  database: string,
  look: (text: string, place: string) => void,
): Promise<void> {
  const tables = await databases.rows(
    database,
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { schema, name } of tables) {
    const table = `${quote(schema ?? '')}.${quote(name ?? '')}`;
    for (let after = '(0,0)'; ;) {
      const text = `SELECT ctid::text AS place, whole::text AS text FROM ${table} whole WHERE ctid > $1::tid ORDER BY ctid LIMIT ${pageRows}`;
      const rows = await databases.rows(database, text, [after]);
      for (const { place, text: whole } of rows) look(whole ?? '', `${database} ${name} at ${place}`);
      if (rows.length < pageRows) break;
      after = rows.at(-1)?.['place'] ?? after;
    }
  }
}
