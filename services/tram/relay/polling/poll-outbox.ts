import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { repeatBeside } from '../repeat-beside.ts';
import type { Session } from '../session.ts';
import { countWaiting, lookForMore } from './look.ts';
import { openPolling } from './open-polling.ts';
import { type PolledPosition, savePolledPosition } from './polled-position.ts';
import { publishWindow } from './publish-window.ts';

/** Measured in docs/adr/0011-polling-relay.md. */
const lookEveryMs = 20;
const countEveryMs = 1000;

/**
 * look -> nothing new -> wait -> look; or publish what is new, note it, and look again at once. Each transaction that
 * commits is between two looks, and between two only. Ends by rejecting: the signal aborts, or the connection is lost.
 */
export async function pollOutbox(session: Session, leader: pg.ClientBase): Promise<never> {
  const { pool, slot, signal, lag } = session;
  const { sql } = session.outbox;
  let position = await openPolling(session, leader);
  lag.messages = await countWaiting(leader, sql, position);
  // A window may take long, and more may come meanwhile.
  const counting = repeatBeside(session, countEveryMs, async () => {
    if (position.target !== null) lag.messages = await countWaiting(pool, sql, position);
  });
  const moveTo = async (next: PolledPosition): Promise<void> => {
    await savePolledPosition(leader, slot, next);
    position = next;
  };
  session.onState('up');
  try {
    for (;;) {
      signal.throwIfAborted();
      const { confirmed, afterId } = position;
      let { target } = position;
      if (target === null) {
        const seen = await lookForMore(leader, sql, confirmed);
        lag.messages = seen.waiting;
        if (seen.waiting === 0) {
          position = { ...position, confirmed: seen.target };
          await delay(lookEveryMs, undefined, { signal });
          continue;
        }
        ({ target } = seen);
      }
      const window = { confirmed, target, afterId };
      position = window;
      await publishWindow(session, leader, window, (lastId) => moveTo({ ...window, afterId: lastId }));
      await moveTo({ confirmed: target, target: null, afterId: '' });
    }
  } finally {
    await counting.stop();
  }
}
