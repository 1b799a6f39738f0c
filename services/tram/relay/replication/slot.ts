import type pg from 'pg';

export interface SlotState {
  /** Some connection streams it. */
  readonly active: boolean;
  /** Its WAL is gone or it was invalidated otherwise: it can only be dropped. */
  readonly lost: boolean;
}

const select = `
SELECT active, coalesce(wal_status = 'lost', false) OR to_jsonb(slot) ->> 'invalidation_reason' IS NOT NULL AS lost
FROM pg_replication_slots AS slot WHERE slot_name = $1`;

export async function readSlot(db: pg.ClientBase, name: string): Promise<SlotState | undefined> {
  const { rows } = await db.query<SlotState>(select, [name]);
  return rows[0];
}

export async function dropSlot(db: pg.ClientBase, name: string): Promise<void> {
  await db.query(
    'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
    [name],
  );
}
