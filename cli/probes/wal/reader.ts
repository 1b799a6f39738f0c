import pg from 'pg';
import { type Lsn, parseLsn, quoteIdentifier, quoteLiteral } from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import type { Row } from '../../model/observation.ts';
import { quotedTable } from '../../systems/table-name.ts';

/** A plain connection that keeps the slot's snapshot open, and so sees the rows as they were before the first change streamed. */
export interface Reader {
  readonly client: pg.Client;
  /** From here on the connection only reads, and only in that snapshot. */
  holdSnapshot(snapshot: string): Promise<void>;
  /** Every transaction that has been confirmed to its client is in the WAL before this. */
  flushedLsn(): Promise<Lsn>;
  rowsBefore(table: string, column: string, values: readonly string[]): Promise<readonly Row[]>;
  /** Why the connection ended, other than by `close`. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}

/** PostgreSQL's text form, as the stream has it. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
const connectTimeoutMs = 10_000;
/** Longer than a publication waits for its lock. */
const queryTimeoutMs = 15_000;
/** How long a server may take to say farewell. */
const goodbyeMs = 1_000;

export async function openReader(url: string): Promise<Reader> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'saga-lab probe',
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
  });
  const lost = new Promise<Error>((resolve) => client.on('error', resolve));
  await client.connect();
  let previous: Promise<unknown> = Promise.resolve();

  /** One at a time: the statements of a read belong together. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = previous.then(work);
    previous = done.catch(() => undefined);
    return done;
  }

  async function read(table: string, condition: string, values: readonly string[]): Promise<readonly Row[]> {
    const text = `SELECT * FROM ${quotedTable(table)} WHERE ${condition}`;
    const { rows } = await client.query<Row>({ text, values: [values], types: asText });
    return rows;
  }

  return {
    client,
    lost,
    async holdSnapshot(snapshot) {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(`SET TRANSACTION SNAPSHOT ${quoteLiteral(snapshot)}`);
    },
    flushedLsn: () =>
      inTurn(async () => {
        const { rows } = await client.query<{ lsn: string }>(
          'SELECT pg_current_wal_flush_lsn()::text AS lsn',
        );
        return parseLsn(rows[0]?.lsn ?? '');
      }),
    rowsBefore: (table, column, values) =>
      inTurn(async () => {
        const name = quoteIdentifier(column);
        await client.query('SAVEPOINT reading');
        try {
          const rows = await read(table, `${name} = ANY ($1)`, values);
          await client.query('RELEASE SAVEPOINT reading');
          return rows;
        } catch (error) {
          await client.query('ROLLBACK TO SAVEPOINT reading');
          await client.query('RELEASE SAVEPOINT reading');
          if (!isInvalidValue(error)) throw error;
          // A value that the column's type cannot hold: no row has it, but the others may be found.
          return await read(table, `${name}::text = ANY ($1)`, values);
        }
      }),
    close: () =>
      abortable(client.end(), AbortSignal.timeout(goodbyeMs)).catch(() => {
        // A server that hangs ends the connection when it goes on.
      }),
  };
}

/** SQLSTATE class 22, such as 22P02 (no number) and 22003 (out of range). */
function isInvalidValue(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith('22') === true;
}
