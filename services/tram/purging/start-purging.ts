import type pg from 'pg';
import { purgeReceived } from '../inbox/purge-received.ts';
import { toError } from '../message/errors.ts';
import type { Log } from '../observe/log.ts';
import { purgeSagas } from '../sagas/purge-sagas.ts';

export interface StartPurgingOptions {
  readonly pool: pg.Pool;
  /** Rows of this age are deleted; undefined: all stay, as in a lab, where they are evidence. */
  readonly olderThanMs: number | undefined;
  readonly log: Log;
  /** Default: a minute. */
  readonly everyMs?: number;
}

export interface Purging {
  /** Waits for the batch under way. */
  stop(): Promise<void>;
}

const hasSagas = `SELECT to_regclass('saga_instance') IS NOT NULL AS "hasSagas"`;

/**
 * Now and then deletes what was received, and sagas that ended, long ago; the outbox is its relay's (RELAY_PURGE_AFTER). In
 * batches of 1,000 rows, each a transaction: nobody waits for long. Any number of processes may do so.
 */
export function startPurging({ pool, olderThanMs, log, everyMs = 60_000 }: StartPurgingOptions): Purging {
  if (olderThanMs === undefined) return { stop: () => Promise.resolve() };
  const stopping = new AbortController();
  const options = { olderThanMs, signal: stopping.signal };
  let timer: NodeJS.Timeout | undefined;
  let running = purge();

  async function purge(): Promise<void> {
    try {
      const received = await purgeReceived(pool, options);
      const { rows } = await pool.query<{ hasSagas: boolean }>(hasSagas);
      const sagas = rows[0]?.hasSagas === true ? await purgeSagas(pool, options) : 0;
      if (received + sagas > 0) log.info({ received, sagas }, 'purged');
    } catch (thrown) {
      log.warn({ err: toError(thrown) }, 'could not purge, trying again later');
    }
    if (!stopping.signal.aborted) {
      timer = setTimeout(() => {
        running = purge();
      }, everyMs);
    }
  }

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
