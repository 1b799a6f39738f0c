import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { spawnKafka, type SpawnedKafka } from '../../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { relayModes } from '../session.ts';
import { insertRange } from '../testing/outbox.ts';
import { RelayedWorld, until } from '../testing/relayed-world.ts';
import { startWriters } from '../testing/writers.ts';

let postgres: TestPostgres;
let kafka: SpawnedKafka;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), spawnKafka()]);
});

afterAll(async () => {
  await Promise.all([postgres.stop(), kafka.stop()]);
});

/** 50 at the same time, with rollbacks; some 1,500 messages commit. */
const crowd = { writers: 50, each: 20 };

describe.each(relayModes)(
  'in mode %s the topic holds what committed, nothing else, in order per key',
  (mode) => {
    let world: RelayedWorld;
    let worlds = 0;

    beforeEach(async () => {
      worlds += 1;
      const url = await postgres.createDatabase('relay');
      world = await RelayedWorld.prepare({
        mode,
        url,
        broker: kafka.bootstrap,
        topic: `Order-${mode}-${worlds}`,
      });
    });

    afterEach(() => world.end());

    const write = () => startWriters(world.pool, { ...crowd, topic: world.topic });

    test('when the relay is killed at any moment, while 50 write and roll back', async () => {
      let relay = await world.startRelayUp();
      const writers = write();
      for (const moment of [50, 300, 700]) {
        await until(() => expect(world.arrived).toBeGreaterThan(moment + Math.random() * 200));
        await relay.end('SIGKILL');
        relay = await world.startRelay();
      }
      await writers.done;
      await world.complete();
      await until(async () => {
        const { document } = await relay.health();
        expect(document).toMatchObject({ state: 'up', mode, pipelines: [{ lag: { messages: 0 } }] });
      });
      expect(await relay.end('SIGTERM')).toBe(0);
    });

    test('when it is killed in the middle of a transaction of 10,000 rows', async () => {
      let relay = await world.startRelayUp();
      await insertRange(world.pool, 1, 10_000, 20, world.topic);
      for (const moment of [1000, 6000]) {
        await until(() => expect(world.arrived).toBeGreaterThan(moment));
        await relay.end('SIGKILL');
        relay = await world.startRelay();
      }
      await world.complete();
    });

    test('when the broker is away for seconds, and comes back', async () => {
      const relay = await world.startRelayUp();
      const writers = write();
      await until(() => expect(world.arrived).toBeGreaterThan(50));
      await kafka.kill();
      await writers.done;
      // The producer itself tries for seconds before it says so.
      await until(() => expect(relay.log.some(({ failures }) => failures !== undefined)).toBe(true));
      const { document } = await relay.health();
      expect(document.pipelines[0]?.lag.messages).toBeGreaterThan(0);
      kafka = await spawnKafka({ folder: kafka.folder, port: kafka.port });
      await world.complete();
    });

    test('when PostgreSQL is killed, and starts again', async () => {
      await world.startRelayUp();
      const writers = write();
      await until(() => expect(world.arrived).toBeGreaterThan(50));
      await postgres.kill('SIGKILL');
      await postgres.restart();
      await writers.done;
      await world.complete();
    });

    test('when two relays are there, and the one that leads is killed', async () => {
      const leader = await world.startRelayUp();
      const other = await world.startRelay();
      await until(async () => expect((await other.health()).document.state).toBe('standby'));
      const writers = write();
      await until(() => expect(world.arrived).toBeGreaterThan(50));
      await leader.end('SIGKILL');
      await until(async () => expect((await other.health()).document.state).toBe('up'));
      await writers.done;
      await world.complete();
    });

    if (mode === 'wal')
      test('when the slot is dropped while the relay is away', async () => {
        const relay = await world.startRelayUp();
        const writers = write();
        await until(() => expect(world.arrived).toBeGreaterThan(50));
        await relay.end('SIGKILL');
        await until(async () => {
          await world.pool.query(
            'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()',
          );
        });
        await writers.done;
        await world.startRelay();
        await world.complete();
      });
  },
);
