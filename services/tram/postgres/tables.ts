import type pg from 'pg';
import { inTransaction } from './transaction.ts';

/** Any constant number: it only has to be the same in every process that creates these tables. */
const schemaLock = 0x7472616d;

/** Names and meaning of Eventuate Tram's first two tables are its own; the columns are wider. */
const tables = `
CREATE TABLE IF NOT EXISTS message (
  id                text COLLATE "C" PRIMARY KEY,
  destination       text NOT NULL,
  headers           text NOT NULL,
  payload           text NOT NULL,
  published         smallint DEFAULT 0,
  message_partition smallint,
  creation_time     bigint,
  xid               xid8 DEFAULT pg_current_xact_id()
);
-- The transaction that inserted the row: how polling tells what is new (docs/adr/0011-polling-relay.md). A table from
-- before gets it here, without being rewritten: its rows count as inserted now.
ALTER TABLE message ADD COLUMN IF NOT EXISTS xid xid8 DEFAULT pg_current_xact_id();
CREATE INDEX IF NOT EXISTS message_xid_idx ON message (xid);
CREATE INDEX IF NOT EXISTS message_published_idx ON message (published, id);

-- Last id of each key, so that the next one is greater (docs/adr/0006-message-ids.md).
CREATE TABLE IF NOT EXISTS message_key (
  destination  text NOT NULL,
  partition_id text NOT NULL,
  last_id      text COLLATE "C" NOT NULL,
  PRIMARY KEY (destination, partition_id)
) WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS received_messages (
  consumer_id   text NOT NULL,
  message_id    text COLLATE "C" NOT NULL,
  creation_time bigint,
  published     smallint DEFAULT 0,
  PRIMARY KEY (consumer_id, message_id)
);

-- Records set aside, in the order they came (docs/adr/0007-inbox-and-parking.md).
CREATE TABLE IF NOT EXISTS parked_messages (
  sequence         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  consumer_id      text NOT NULL,
  topic            text NOT NULL,
  partition        integer NOT NULL,
  record_offset    bigint NOT NULL,
  record_timestamp bigint NOT NULL,
  record_key       text,
  record_value     text,
  message_id       text,
  reason           text NOT NULL CHECK (reason IN ('failed', 'unprocessable', 'behind')),
  error            text NOT NULL,
  attempts         integer NOT NULL,
  parked_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- With its timestamp, as offsets begin anew when a topic is made anew.
  PRIMARY KEY (consumer_id, topic, partition, record_offset, record_timestamp)
);
CREATE INDEX IF NOT EXISTS parked_messages_key_idx ON parked_messages (consumer_id, topic, record_key, sequence);
-- Text by name; null where the record has none beside its value. Not jsonb, which cannot hold NUL.
ALTER TABLE parked_messages ADD COLUMN IF NOT EXISTS record_headers json;
`;

/** The last things that `tables` makes, in a new database and in one from before: where they are, all is. */
const complete = `
SELECT EXISTS (
  SELECT FROM pg_attribute WHERE attrelid = to_regclass('parked_messages') AND attname = 'record_headers'
) AND to_regclass('message_xid_idx') IS NOT NULL AS complete`;

/**
 * Creates what tram needs in a service's database; harmless when it is there, also when several processes start at
 * once. Looks first: CREATE INDEX IF NOT EXISTS locks its table against writers even where there is nothing to do.
 */
export async function createTramTables(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ complete: boolean }>(complete);
  if (rows[0]?.complete) return;
  await inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
    await tx.query(tables);
  });
}
