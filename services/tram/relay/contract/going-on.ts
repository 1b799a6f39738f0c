import { describe, expect, test } from 'vitest';
import type { RelayMode } from '../session.ts';
import { become, until } from '../testing/relay-under-test.ts';
import type { Subject } from './subject.ts';

const otherThan = (mode: RelayMode): RelayMode => (mode === 'wal' ? 'polling' : 'wal');

/** Nothing is taken for published before the broker has confirmed it, and whatever goes away may come back. */
export function goingOn({ mode, relay, restartPostgres }: Subject): void {
  test('what the broker has not confirmed shows as lag, and the next relay publishes it', async () => {
    const first = await relay().startUp();
    await relay().outbox.insertRange(relay().pool, 1);
    await relay().published([1]);
    relay().broker.hold();
    await relay().outbox.insertRange(relay().pool, 2, 3);
    await until(() => expect(relay().broker.calls).toBe(2));
    await relay().outbox.insertRange(relay().pool, 4);
    await until(() => expect(first.status().lag.messages).toBe(3));
    relay().broker.goAway();
    await first.stop();
    relay().broker.comeBack();
    const next = await relay().startUp();
    await relay().published([1, 2, 3, 4]);
    await until(() => expect(next.status().lag.messages).toBe(0));
  });

  describe('it goes on', () => {
    test('when the broker comes back: the same rows first, later ones of the key behind them, by a new producer', async () => {
      await relay().startUp();
      relay().broker.goAway();
      await relay().outbox.insertRange(relay().pool, 1, 2);
      await until(() => expect(relay().broker.calls).toBeGreaterThan(2));
      await relay().outbox.insertRange(relay().pool, 3);
      relay().broker.comeBack();
      await relay().published([1, 2, 3]);
      expect(relay().broker.opened).toBeGreaterThan(1);
    });

    test('when PostgreSQL was restarted', async () => {
      const pipeline = await relay().startUp();
      await relay().outbox.insertRange(relay().pool, 1);
      await relay().published([1]);
      await restartPostgres();
      await until(() => relay().outbox.insertRange(relay().pool, 2));
      await until(() => expect(relay().broker.ids).toContain(relay().outbox.messageId(2)));
      await become(pipeline, 'up');
    });

    test('as standby while another relay leads, and takes over when that one ends', async () => {
      const leader = await relay().startUp();
      const second = relay().start();
      await become(second, 'standby');
      await relay().outbox.insertRange(relay().pool, 1);
      await relay().published([1]);
      await leader.stop();
      await become(second, 'up');
      await relay().outbox.insertRange(relay().pool, 2);
      await relay().published([1, 2]);
    });

    test('where a relay of the other mode was, which stands by while this one leads', async () => {
      await relay().outbox.insertRange(relay().pool, 1, 2);
      for (const [turn, now] of [otherThan(mode), mode, otherThan(mode), mode].entries()) {
        const leader = await relay().startUp({ mode: now });
        const standby = relay().start({ mode: otherThan(now) });
        await become(standby, 'standby');
        await relay().outbox.insertRange(relay().pool, 10 * turn + 10);
        await until(() => expect(relay().broker.ids).toContain(relay().outbox.messageId(10 * turn + 10)));
        await standby.stop();
        await leader.stop();
        await relay().outbox.insertRange(relay().pool, 10 * turn + 11);
      }
      await relay().startUp();
      const all = [1, 2, 10, 11, 20, 21, 30, 31, 40, 41].map(relay().outbox.messageId);
      await until(() => expect([...new Set(relay().broker.ids)]).toEqual(all));
    });
  });
}
