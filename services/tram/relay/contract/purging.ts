import { expect, test } from 'vitest';
import { purgeOutbox } from '../purge-outbox.ts';
import { range, until } from '../testing/relay-under-test.ts';
import type { Subject } from './subject.ts';

const hourMs = 3_600_000;
const never = new AbortController().signal;

/** Old rows go, those that are not known to be confirmed stay however old they are. */
export function purging({ relay }: Subject): void {
  const table = (): string => relay().outbox.outbox.sql.table;

  /** Numbers of the messages that are left. */
  async function kept(): Promise<number[]> {
    const { rows } = await relay().pool.query<{ n: number }>(
      `SELECT (payload::json ->> 'n')::int AS n FROM ${table()} ORDER BY 1`,
    );
    return rows.map(({ n }) => n);
  }

  /** `where`: a condition for the number n of those that are old. */
  async function age(where: string): Promise<void> {
    const { column, hoursAgo } = relay().outbox.createdAt;
    await relay().pool.query(
      `UPDATE ${table()} AS aged SET ${column} = ${hoursAgo(`CASE WHEN ${where} THEN 2 ELSE 0.5 END`)}
       FROM (SELECT id, (payload::json ->> 'n')::int AS n FROM ${table()}) AS numbered WHERE numbered.id = aged.id`,
    );
  }

  async function purge(): Promise<number> {
    const { rows } = await relay().pool.query<{ slot: string }>('SELECT slot FROM tram_relay_position');
    const { sql } = relay().outbox.outbox;
    const slot = rows[0]?.slot ?? '';
    return purgeOutbox(relay().pool, { outbox: sql, slot, olderThanMs: hourMs, signal: never });
  }

  /** Waits until the position has passed the message. */
  async function confirmed(number: number): Promise<void> {
    await until(async () => {
      const { rows } = await relay().pool.query<{ passed: boolean }>(
        `SELECT ${relay().outbox.outbox.sql.xid} < confirmed_before AS passed FROM ${table()}, tram_relay_position WHERE id = $1`,
        [relay().outbox.messageId(number)],
      );
      expect(rows).toEqual([{ passed: true }]);
    });
  }

  test('a purge deletes what is confirmed and old, and nothing else', async () => {
    await relay().startUp({ purgeAfterMs: 1000 * hourMs });
    await relay().outbox.insertRange(relay().pool, 1, 3000);
    await relay().published(range(1, 3000));
    await confirmed(3000);
    relay().broker.hold();
    await relay().outbox.insertRange(relay().pool, 3001, 3002);
    await age('n <= 2500 OR n > 3000');
    expect(await purge()).toBe(2500);
    expect(await kept()).toEqual(range(2501, 3002));
    relay().broker.release();
    await relay().published(range(1, 3002));
  });

  test('a relay that is told to purges by itself, and publishes as ever', async () => {
    await relay().startUp({ purgeAfterMs: 1 });
    await relay().outbox.insertRange(relay().pool, 1, 5);
    await relay().published(range(1, 5));
    await until(async () => expect(await kept()).toEqual([]));
    relay().broker.hold();
    await relay().outbox.insertRange(relay().pool, 6);
    await until(() => expect(relay().broker.calls).toBeGreaterThan(1));
    expect(await kept()).toEqual([6]);
    relay().broker.release();
    await relay().published(range(1, 6));
    await until(async () => expect(await kept()).toEqual([]));
  });
}
