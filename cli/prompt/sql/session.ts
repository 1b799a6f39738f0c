import pg from 'pg';
import { StackError, toError } from '../../lib/errors.ts';
import { RefusedError, type Session } from '../session.ts';
import { isDescription, describe } from './describe.ts';
import { errorText } from './error-text.ts';
import { answerOf, type SqlResult } from './result.ts';

const connectMs = 5_000;
/** A statement that forgot its `where` ends by itself. */
const statementMs = 60_000;

/**
 * Opens a connection on which nothing can be written. Each statement has a read-only transaction of its own, in which
 * something was read already: from then on PostgreSQL refuses to make it one that writes (SET TRANSACTION in its manual).
 * The setting alone would not do, because a session may change it.
 * @throws StackError when the database does not answer
 */
export async function openSql(name: string, url: string): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'saga-lab sql',
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    options: '-c default_transaction_read_only=on',
    // Texts as the server writes them.
    types: { getTypeParser: () => (text: string) => text },
  });
  const lost = (thrown: unknown) =>
    new StackError(`Database "${name}" does not answer: ${toError(thrown).message}`, { cause: thrown });
  client.on('error', () => undefined);
  await client.connect().catch((thrown: unknown) => {
    throw lost(thrown);
  });
  const { rows } = await client.query<{ pid: string }>('SELECT pg_backend_pid() AS pid');
  const pid = rows[0]?.pid;

  async function read(text: string, values: readonly string[] = []): Promise<SqlResult> {
    try {
      await client.query('BEGIN READ ONLY; SELECT 1');
      const query = { text, values: [...values], rowMode: 'array' as const, queryMode: 'extended' as const };
      const { fields, rows, command } = await client.query<(string | null)[]>(query);
      return { columns: fields, rows, command };
    } catch (thrown) {
      throw thrown instanceof pg.DatabaseError
        ? new RefusedError(errorText(thrown, text), { cause: thrown })
        : lost(thrown);
    } finally {
      // Keeps what SET has set. Where the server is lost, that is told already.
      await client.query('COMMIT').catch(() => undefined);
    }
  }

  return {
    run: async (statement) =>
      isDescription(statement) ? describe(read, statement) : answerOf(await read(statement)),
    async cancel() {
      const other = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs });
      other.on('error', () => undefined);
      try {
        await other.connect();
        await other.query('SELECT pg_cancel_backend($1)', [pid]);
      } finally {
        await other.end();
      }
    },
    close: () => client.end(),
  };
}
