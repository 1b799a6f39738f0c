import type pg from 'pg';
import { openPosition, type Position } from './position.ts';
import { ensurePublication } from './publication.ts';
import {
  type CreatedSlot,
  createSlot,
  identifySystem,
  type ReplicationConnection,
} from './replication/connection.ts';
import { openTransactions } from './replication/open-transactions.ts';
import { formatLsn } from './replication/lsn.ts';
import { dropSlot, readSlot, type SlotState } from './replication/slot.ts';
import type { Session } from './session.ts';

export interface SweepNeeded {
  readonly confirmedBefore: string;
  /** Of a slot just made. */
  readonly snapshot?: string;
}

const tellWaitEveryMs = 5000;

/**
 * Makes the slot where there is none that shows all rows not confirmed yet. Resolves with what must be swept before it
 * is streamed, undefined when nothing must.
 */
export async function prepareSlot(
  session: Session,
  leader: pg.ClientBase,
  replication: ReplicationConnection,
): Promise<SweepNeeded | undefined> {
  const { slot, log } = session;
  const found = await readSlot(leader, slot);
  const { position, usable } = await writeDown(session, leader, await identifySystem(replication), found);
  const { confirmedBefore, sweepPending } = position;
  if (usable) return sweepPending ? { confirmedBefore } : undefined;

  if (found) {
    log.warn(
      { slot },
      'The replication slot can no longer show all rows: making another, then sweeping the outbox',
    );
    await dropSlot(leader, slot);
  }
  const { snapshot, consistentPoint } = await createSlotPatiently(session, replication);
  log.info({ slot, consistentPoint: formatLsn(consistentPoint) }, 'Replication slot created');
  return { confirmedBefore, snapshot };
}

/** In one transaction, so that a crash cannot leave a changed publication or a new slot behind and skip the sweep. */
async function writeDown(
  { slot, outbox }: Session,
  leader: pg.ClientBase,
  system: string,
  found: SlotState | undefined,
): Promise<{ position: Position; usable: boolean }> {
  await leader.query('BEGIN');
  const publicationChanged = await ensurePublication(leader, outbox.sql);
  const usable = found !== undefined && !found.lost && !publicationChanged;
  const position = await openPosition(leader, { slot, system, slotIsNew: !usable });
  await leader.query('COMMIT');
  return { position, usable };
}

/** A new slot waits for open transactions, for hours if need be: the log says which, and a stop ends the wait. */
async function createSlotPatiently(
  { pool, slot, signal, log }: Session,
  replication: ReplicationConnection,
): Promise<CreatedSlot> {
  const tell = setInterval(() => {
    openTransactions(pool).then(
      (open) => log.warn({ slot, open }, 'The new replication slot waits for open transactions'),
      () => undefined,
    );
  }, tellWaitEveryMs);
  const giveUp = () => void replication.cancel(pool);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    return await createSlot(replication, { name: slot, temporary: false });
  } finally {
    clearInterval(tell);
    signal.removeEventListener('abort', giveUp);
  }
}
