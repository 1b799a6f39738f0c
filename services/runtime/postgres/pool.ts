import pg from 'pg';
import type { Log } from '../log.ts';

/** A bounded pool: no connection, statement or forgotten transaction can wait for ever. */
export function openPool(url: string, service: string, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: service,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // An idle connection that dies must not end the process: the pool opens another when it needs one.
  pool.on('error', (err) => log.warn({ err }, 'Lost an idle connection to PostgreSQL'));
  return pool;
}
