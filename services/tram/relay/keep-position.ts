import { setTimeout as delay } from 'node:timers/promises';
import { type Horizon, readHorizon, savePosition } from './position.ts';
import type { Lsn } from './replication/lsn.ts';
import type { Session } from './session.ts';

const everyMs = 1000;

/**
 * Remembers how far the relay has come, at most once a second and only when messages were confirmed since: its own
 * UPDATE moves the WAL on, and must not be a reason for the next. Rejects when the database is lost or the signal aborts.
 */
export async function keepPosition(
  { pool, slot }: Session,
  progress: { readonly safe: Lsn; readonly doneMessages: number },
  signal: AbortSignal,
): Promise<never> {
  let horizon: Horizon | undefined;
  let covered = 0;
  for (;;) {
    await delay(everyMs, undefined, { signal, ref: false });
    if (horizon && progress.safe >= horizon.lsn) {
      await savePosition(pool, slot, horizon);
      horizon = undefined;
    }
    if (!horizon && progress.doneMessages > covered) {
      covered = progress.doneMessages;
      horizon = await readHorizon(pool);
    }
  }
}
