import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { insertRange, messageId } from './testing/outbox.ts';
import { range, RelayUnderTest, until } from './testing/relay-under-test.ts';

let postgres: TestPostgres;
let relay: RelayUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'));
});

afterEach(() => relay.stop());

async function positionTime(): Promise<string | undefined> {
  const { rows } = await relay.pool.query<{ at: string }>(
    'SELECT updated_at::text AS at FROM tram_relay_position',
  );
  return rows[0]?.at;
}

async function positionSaved(): Promise<void> {
  const before = await positionTime();
  await until(async () => expect(await positionTime()).not.toBe(before));
}

async function dropSlot(): Promise<void> {
  await relay.pool.query(
    'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()',
  );
}

describe('no row is lost with the slot', () => {
  test('dropped while nobody looked', async () => {
    const first = await relay.startUp();
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    await first.stop();
    await insertRange(relay.pool, 2);
    await dropSlot();
    await insertRange(relay.pool, 3);
    await relay.startUp();
    await insertRange(relay.pool, 4);
    await until(() => expect(relay.broker.ids.at(-1)).toBe(messageId(4)));
    expect(new Set(relay.broker.ids)).toEqual(new Set(range(1, 4).map(messageId)));
    // Repeats are allowed, but not a later one before an earlier one that is new.
    expect([...new Set(relay.broker.ids)]).toEqual(range(1, 4).map(messageId));
  });

  test('invalidated by the server', async () => {
    const first = await relay.startUp();
    await insertRange(relay.pool, 1);
    await relay.published([1]);
    await first.stop();
    await relay.pool.query("ALTER SYSTEM SET idle_replication_slot_timeout = '1s'");
    await relay.pool.query('SELECT pg_reload_conf()');
    try {
      await insertRange(relay.pool, 2);
      await until(async () => {
        await relay.pool.query('CHECKPOINT');
        const { rows } = await relay.pool.query(
          'SELECT invalidation_reason AS reason FROM pg_replication_slots WHERE database = current_database()',
        );
        expect(rows).toEqual([{ reason: 'idle_timeout' }]);
      });
    } finally {
      await relay.pool.query('ALTER SYSTEM RESET idle_replication_slot_timeout');
      await relay.pool.query('SELECT pg_reload_conf()');
    }
    await relay.startUp();
    await insertRange(relay.pool, 3);
    await until(() => expect([...new Set(relay.broker.ids)]).toEqual([1, 2, 3].map(messageId)));
  });

  test('also the rows of a savepoint, whose xid is not its transaction’s', async () => {
    const first = await relay.startUp();
    const open = await relay.openTransaction();
    await insertRange(open, 1);
    await open.query('SAVEPOINT half');
    await insertRange(open, 2);
    await insertRange(relay.pool, 3);
    await relay.published([3]);
    await positionSaved();
    await first.stop();
    await dropSlot();
    await open.query('COMMIT');
    await relay.startUp();
    await until(() => expect(new Set(relay.broker.ids)).toEqual(new Set(range(1, 3).map(messageId))));
  });

  test('and what was confirmed long ago is not swept again', async () => {
    const first = await relay.startUp();
    await insertRange(relay.pool, 1, 5);
    await relay.published(range(1, 5));
    await positionSaved();
    await first.stop();
    await dropSlot();
    await insertRange(relay.pool, 6);
    await relay.startUp();
    await relay.published(range(1, 6));
  });

  test('nor with the publication', async () => {
    const first = await relay.startUp();
    await first.stop();
    await relay.pool.query('DROP PUBLICATION tram_relay');
    await insertRange(relay.pool, 1);
    await relay.startUp();
    await insertRange(relay.pool, 2);
    await relay.published([1, 2]);
  });
});
