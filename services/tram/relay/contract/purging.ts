import { expect, test } from 'vitest';
import { purgeOutbox } from '../purge-outbox.ts';
import { insertRange, messageId } from '../testing/outbox.ts';
import { range, until } from '../testing/relay-under-test.ts';
import type { Subject } from './subject.ts';

const hourMs = 3_600_000;
const never = new AbortController().signal;

/** Old rows go, those that are not known to be confirmed stay however old they are. */
export function purging({ relay }: Subject): void {
  async function kept(): Promise<string[]> {
    const { rows } = await relay().pool.query<{ id: string }>('SELECT id FROM message ORDER BY id');
    return rows.map(({ id }) => id);
  }

  async function age(where: string): Promise<void> {
    await relay().pool.query(
      `UPDATE message SET creation_time = extract(epoch FROM clock_timestamp()) * 1000 - CASE WHEN ${where} THEN 2 ELSE 0.5 END * ${hourMs}`,
    );
  }

  async function purge(): Promise<number> {
    const { rows } = await relay().pool.query<{ slot: string }>('SELECT slot FROM tram_relay_position');
    return purgeOutbox(relay().pool, { slot: rows[0]?.slot ?? '', olderThanMs: hourMs, signal: never });
  }

  /** Waits until the position has passed the message. */
  async function confirmed(number: number): Promise<void> {
    await until(async () => {
      const { rows } = await relay().pool.query<{ passed: boolean }>(
        'SELECT xid < confirmed_before AS passed FROM message, tram_relay_position WHERE id = $1',
        [messageId(number)],
      );
      expect(rows).toEqual([{ passed: true }]);
    });
  }

  test('a purge deletes what is confirmed and old, and nothing else', async () => {
    await relay().startUp();
    await insertRange(relay().pool, 1, 3000);
    await relay().published(range(1, 3000));
    await confirmed(3000);
    relay().broker.hold();
    await insertRange(relay().pool, 3001, 3002);
    await age(`id <= '${messageId(2500)}' OR id > '${messageId(3000)}'`);
    expect(await purge()).toBe(2500);
    expect(await kept()).toEqual(range(2501, 3002).map(messageId));
    relay().broker.release();
    await relay().published(range(1, 3002));
  });

  test('a relay that is told to purges by itself, and publishes as ever', async () => {
    await relay().startUp({ purgeAfterMs: 1 });
    await insertRange(relay().pool, 1, 5);
    await relay().published(range(1, 5));
    await until(async () => expect(await kept()).toEqual([]));
    relay().broker.hold();
    await insertRange(relay().pool, 6);
    await until(() => expect(relay().broker.calls).toBeGreaterThan(1));
    expect(await kept()).toEqual([messageId(6)]);
    relay().broker.release();
    await relay().published(range(1, 6));
    await until(async () => expect(await kept()).toEqual([]));
  });
}
