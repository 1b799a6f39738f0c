import type pg from 'pg';
import { type Lsn, parseLsn } from './replication/lsn.ts';

export interface Position {
  /** xid8 as text: what smaller ones committed is confirmed. */
  readonly confirmedBefore: string;
  /** The outbox holds rows that the slot will never show. */
  readonly sweepPending: boolean;
}

/** A new slot, a new relay or a new cluster has a sweep to do first. */
const open = `
INSERT INTO tram_relay_position AS position (slot, system, confirmed_before, sweep_pending) VALUES ($1, $2, '0', true)
ON CONFLICT (slot) DO UPDATE SET
  system = excluded.system,
  confirmed_before = CASE WHEN position.system = excluded.system THEN position.confirmed_before ELSE '0' END,
  sweep_pending = position.sweep_pending OR $3 OR position.system <> excluded.system
RETURNING confirmed_before::text AS "confirmedBefore", sweep_pending AS "sweepPending"`;

/** `slotIsNew` is written down before the slot is made, so that a crash in between cannot skip the sweep. */
export async function openPosition(
  db: pg.ClientBase,
  {
    slot,
    system,
    slotIsNew,
  }: { readonly slot: string; readonly system: string; readonly slotIsNew: boolean },
): Promise<Position> {
  const { rows } = await db.query<Position>(open, [slot, system, slotIsNew]);
  const [position] = rows;
  if (!position) throw new Error(`tram_relay_position returned no row for slot ${slot}`);
  return position;
}

/** All transactions with a smaller xid have ended; what they committed is in the WAL before `lsn`. */
export interface Horizon {
  readonly xid: string;
  readonly lsn: Lsn;
}

export async function readHorizon(db: pg.Pool | pg.ClientBase): Promise<Horizon> {
  // The snapshot is the statement's, taken before the LSN is read: so the order is the one the promise needs.
  const { rows } = await db.query<{ xid: string; lsn: string }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid, pg_current_wal_insert_lsn()::text AS lsn',
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL returned no snapshot');
  return { xid: row.xid, lsn: parseLsn(row.lsn) };
}

/** Call it when everything up to the horizon's LSN is confirmed, the sweep included. */
export async function savePosition(
  db: pg.Pool | pg.ClientBase,
  slot: string,
  horizon: Horizon,
): Promise<void> {
  await db.query(
    `UPDATE tram_relay_position SET confirmed_before = $2, sweep_pending = false, updated_at = clock_timestamp()
     WHERE slot = $1`,
    [slot, horizon.xid],
  );
}
