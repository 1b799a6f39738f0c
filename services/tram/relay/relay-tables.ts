import type pg from 'pg';

const tables = `
-- How far the relay had come: where polling goes on, or the sweep on the day the slot is lost (docs/adr/0005-relay-and-lost-slots.md).
CREATE TABLE IF NOT EXISTS tram_relay_position (
  slot             text PRIMARY KEY,
  -- The cluster's system identifier: xids mean nothing in another one.
  system           text NOT NULL,
  -- Every transaction with a smaller xid has ended, and its messages are confirmed.
  confirmed_before xid8 NOT NULL,
  sweep_pending    boolean NOT NULL,
  updated_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Polling knows more exactly (docs/adr/0011-polling-relay.md): all that the snapshot polled shows is confirmed, and of
-- what target shows beyond it, the ids up to after_id.
ALTER TABLE tram_relay_position
  ADD COLUMN IF NOT EXISTS polled   pg_snapshot,
  ADD COLUMN IF NOT EXISTS target   pg_snapshot,
  ADD COLUMN IF NOT EXISTS after_id text COLLATE "C";

-- Outbox rows that can never be published; the relay went on without them.
CREATE TABLE IF NOT EXISTS tram_relay_rejected (
  message_id  text PRIMARY KEY,
  destination text NOT NULL,
  headers     text NOT NULL,
  payload     text NOT NULL,
  reason      text NOT NULL,
  rejected_at timestamptz NOT NULL DEFAULT clock_timestamp()
);`;

/** The caller is the only relay of the database at this time. */
export async function createRelayTables(db: pg.ClientBase): Promise<void> {
  await db.query(tables);
}
