import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
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
  /** File by process name; one that was never written is not there. */
  readonly logs: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Looks into every row, document, record and line of a log; one check where the system has secrets at all. */
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
  const { urls, databases, broker, logs, signal } = servers;
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
  for (const [process, file] of Object.entries(logs)) await lookIntoLog(process, file, look);
  return [checkOf('nothing in clear', checked, [...found])];
}

async function lookIntoLog(
  process: string,
  file: string,
  look: (text: string, place: string) => void,
): Promise<void> {
  const input = createReadStream(file);
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line += 1;
      look(text, `the log of ${process}, line ${line}`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
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
