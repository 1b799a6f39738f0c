import type pg from 'pg';
import { inTransaction } from '../postgres/transaction.ts';

/** Any constant number: it only has to be the same in every process that creates these tables. */
const schemaLock = 0x7361_6773;

/** The columns up to saga_data_json are Eventuate Tram Sagas', wider. `steps`: name to status; `tries`: what is under way. */
const tables = `
CREATE TABLE IF NOT EXISTS saga_instance (
  saga_type       text NOT NULL,
  saga_id         text COLLATE "C" NOT NULL,
  state_name      text NOT NULL,
  last_request_id text,
  end_state       boolean NOT NULL,
  compensating    boolean NOT NULL,
  failed          boolean NOT NULL,
  saga_data_type  text NOT NULL,
  saga_data_json  text NOT NULL,
  state           text NOT NULL,
  steps           text NOT NULL,
  tries           text NOT NULL,
  due_at          timestamptz,
  attempt         integer NOT NULL,
  correlation_id  text NOT NULL,
  traceparent     text,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (saga_type, saga_id)
) WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS saga_instance_due_idx ON saga_instance (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS saga_instance_ended_idx ON saga_instance (updated_at) WHERE end_state AND NOT failed;

-- The locks to give back when the saga ends.
CREATE TABLE IF NOT EXISTS saga_instance_participants (
  saga_type   text NOT NULL,
  saga_id     text COLLATE "C" NOT NULL,
  destination text NOT NULL,
  resource    text NOT NULL,
  PRIMARY KEY (saga_type, saga_id, destination, resource)
);
`;

/** Creates what an orchestrator needs; harmless when it is there, also when several processes start at once. */
export async function createSagaTables(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ complete: boolean }>(
    `SELECT to_regclass('saga_instance_participants') IS NOT NULL AS complete`,
  );
  if (rows[0]?.complete) return;
  await inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
    await tx.query(tables);
  });
}
