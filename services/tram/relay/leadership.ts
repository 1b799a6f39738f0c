import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { readSlot } from './replication/slot.ts';
import type { Session } from './session.ts';

const lookEveryMs = 250;

/**
 * One relay of a database leads: the one that holds this lock, and streams the slot. The others stand by and look again.
 * The slot alone would not do, as nobody holds it while it is made and the outbox is swept.
 */
export async function awaitLeadership(session: Session): Promise<pg.PoolClient> {
  const client = await session.pool.connect();
  try {
    for (;;) {
      session.signal.throwIfAborted();
      if (await tryToLead(client, session.slot)) return client;
      session.onState('standby');
      await delay(lookEveryMs, undefined, { signal: session.signal });
    }
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function tryToLead(client: pg.PoolClient, slot: string): Promise<boolean> {
  const found = await readSlot(client, slot);
  if (found?.active) return false;
  const { rows } = await client.query<{ leads: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS leads',
    [slot],
  );
  return rows[0]?.leads === true;
}
