import pg from 'pg';
import type { Row } from '../model/observation.ts';

/** PostgreSQL's text form, so that no digit is lost. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
const limitMs = 60_000;

/** Plain questions to the databases of a lab, by their names. */
export interface Databases {
  rows(database: string, text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export function openDatabases(urls: Readonly<Record<string, string>>): Databases {
  const pools = new Map<string, pg.Pool>();
  function poolOf(database: string): pg.Pool {
    const known = pools.get(database);
    if (known) return known;
    const pool = new pg.Pool({
      connectionString: urls[database],
      max: 1,
      application_name: 'saga-lab soak',
      connectionTimeoutMillis: 5_000,
      query_timeout: limitMs,
    });
    pool.on('error', () => undefined);
    pools.set(database, pool);
    return pool;
  }
  return {
    async rows(database, text, values = []) {
      const { rows } = await poolOf(database).query<Row>({ text, values: [...values], types: asText });
      return rows;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

const pageRows = 5_000;

/** All messages of an outbox by ascending id, page by page. */
export async function* outboxOf(databases: Databases, database: string): AsyncGenerator<Row> {
  const text = `SELECT id, destination, headers, payload FROM message WHERE id > $1 ORDER BY id LIMIT ${pageRows}`;
  for (let after = ''; ;) {
    const rows = await databases.rows(database, text, [after]);
    yield* rows;
    if (rows.length < pageRows) return;
    after = rows.at(-1)?.['id'] ?? '';
  }
}
