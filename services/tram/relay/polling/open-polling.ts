import type pg from 'pg';
import type { OutboxSql } from '../outbox/outbox.ts';
import { openPosition } from '../position.ts';
import { dropSlot, readSlot } from '../replication/slot.ts';
import type { Session } from '../session.ts';
import { type PolledPosition, readPolledPosition } from './polled-position.ts';

/** Rows that a restore brought from another cluster may have xids of the future, which no window would show in time. */
function adoptForeign({ table, xid }: OutboxSql): string {
  return `UPDATE ${table} SET ${xid} = DEFAULT WHERE ${xid} >= pg_snapshot_xmax(pg_current_snapshot())`;
}

/**
 * Whatever the planner knows of the table: two ranges of an index, read by this process alone (workers would cost 40 ms
 * a look). A position lost in a crash only means repeats: no wait for the disk.
 */
const settings =
  'SET enable_seqscan = off; SET max_parallel_workers_per_gather = 0; SET synchronous_commit = off';

/**
 * Takes up where the last relay of the database was, whichever its mode. The slot of one that streamed would hold back
 * the WAL for ever: what it had not confirmed is at or above the position, so it is dropped.
 */
export async function openPolling(
  { slot, outbox, log }: Session,
  leader: pg.ClientBase,
): Promise<PolledPosition> {
  await leader.query(settings);
  await openPosition(leader, { slot, system: await readSystem(leader), slotIsNew: false });
  await leader.query(adoptForeign(outbox.sql));
  if (await readSlot(leader, slot)) {
    await dropSlot(leader, slot).then(
      () => log.info({ slot }, 'Dropped the replication slot of the relay that streamed before'),
      (error: unknown) =>
        log.warn(
          { err: error, slot },
          'The replication slot of the relay that streamed before holds back the WAL; drop it as a superuser',
        ),
    );
  }
  return readPolledPosition(leader, slot);
}

/** The cluster's own number, as IDENTIFY_SYSTEM tells it. */
async function readSystem(db: pg.ClientBase): Promise<string> {
  const { rows } = await db.query<{ system: string }>(
    'SELECT system_identifier::text AS system FROM pg_control_system()',
  );
  return String(rows[0]?.system);
}
