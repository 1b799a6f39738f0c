import pg from 'pg';
import type { Log } from '../log.ts';
import { logStatementsOf } from './log-statements.ts';

export interface PoolOptions {
  /** Every statement becomes a line of the log, with its values. */
  readonly logStatements?: boolean;
}

/** A bounded pool: no connection, statement or forgotten transaction can wait for ever. */
export function openPool(
  url: string,
  service: string,
  log: Log,
  { logStatements = false }: PoolOptions = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: service,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that dies must not end the process, in whatever phase: the pool opens another when it needs one.
  pool.on('connect', (client) => {
    client.on('error', (err) => log.warn({ err }, 'Lost a connection to PostgreSQL'));
    if (logStatements) logStatementsOf(client, log);
  });
  pool.on('error', () => {});
  return pool;
}
