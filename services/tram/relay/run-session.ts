import pg from 'pg';
import { awaitLeadership } from './leadership.ts';
import { createRelayTables } from './relay-tables.ts';
import { pollOutbox } from './polling/poll-outbox.ts';
import { purgeOutbox } from './purge-outbox.ts';
import { type Repeated, repeatBeside } from './repeat-beside.ts';
import { connectForReplication } from './replication/connection.ts';
import { prepareSlot } from './prepare-slot.ts';
import type { Session, SessionOptions } from './session.ts';
import { slotName } from './slot-name.ts';
import { streamOutbox } from './stream-outbox.ts';
import { sweepOutbox } from './sweep-outbox.ts';

/**
 * standby until no other relay leads -> slot -> sweep, if the slot is new -> stream; or, where it polls, -> poll.
 * Resolves when the signal aborts; rejects with whatever ended it otherwise.
 */
export async function runSession(options: SessionOptions, signal: AbortSignal): Promise<void> {
  const pool = openPool(options);
  try {
    await options.outbox.prepare(pool, { needsXid: needsXid(options) });
    const slot = slotName(await currentDatabase(pool));
    const session: Session = { ...options, pool, slot, signal };
    const leader = await awaitLeadership(session);
    try {
      await createRelayTables(leader);
      const purging = startPurging(session);
      try {
        await (session.mode === 'wal' ? leadStreaming(session, leader) : pollOutbox(session, leader));
      } finally {
        await purging?.stop();
      }
    } finally {
      // Closing the connection, rather than returning it, is what gives the leadership up.
      leader.release(true);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await pool.end();
  }
}

async function leadStreaming(session: Session, leader: pg.PoolClient): Promise<void> {
  const { relay, url } = session;
  const replication = await connectForReplication(url, relay);
  try {
    const sweep = await prepareSlot(session, leader, replication);
    if (sweep) await sweepOutbox(session, sweep);
    await streamOutbox(session, replication);
  } finally {
    await replication.close();
  }
}

const purgeEveryMs = { least: 100, most: 60_000 };

function startPurging(session: Session): Repeated | undefined {
  const { pool, slot, outbox, purgeAfterMs, log } = session;
  if (purgeAfterMs === undefined) return undefined;
  const everyMs = Math.min(purgeEveryMs.most, Math.max(purgeEveryMs.least, purgeAfterMs));
  return repeatBeside(session, everyMs, async () => {
    const purged = await purgeOutbox(pool, {
      outbox: outbox.sql,
      slot,
      olderThanMs: purgeAfterMs,
      signal: session.signal,
    });
    if (purged > 0) log.info({ slot, purged }, 'Purged the outbox of old rows');
  });
}

function openPool({ url, relay, log }: SessionOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: relay,
    max: 3,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    // While a schema change waits for an open transaction, all who insert into the outbox wait behind it: give up, try again.
    lock_timeout: 2000,
  });
  // What runs on a lost connection rejects; an error without a listener would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'An idle connection was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function needsXid({ mode, purgeAfterMs }: SessionOptions): boolean {
  return mode === 'polling' || purgeAfterMs !== undefined;
}

async function currentDatabase(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  return String(rows[0]?.name);
}
