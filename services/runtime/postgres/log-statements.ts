import pg from 'pg';
import type { Log } from '../log.ts';

/** Asked by supervisors again and again: no part of any story. */
const ping = 'SELECT 1';

/** From now on each statement of this connection is a line of the log, told before it is sent. */
export function logStatementsOf(client: pg.ClientBase, log: Log): void {
  const query = client.query.bind(client) as (...all: unknown[]) => unknown;

  function tell(text: string, values?: unknown): void {
    const sql = text.replaceAll(/\s+/g, ' ').trim();
    if (sql !== ping) log.info({ sql, ...(Array.isArray(values) && { values }) }, 'SQL');
  }

  const told = (statement: string | pg.QueryConfig, ...rest: unknown[]) => {
    // Tram sends BEGIN with the first statement of a transaction, as a query that it made itself.
    if (statement instanceof pg.Query) tell('BEGIN');
    if (typeof statement === 'string') tell(statement, rest[0]);
    else tell(statement.text, statement.values ?? rest[0]);
    return query(statement, ...rest);
  };
  client.query = told as typeof client.query;
}
