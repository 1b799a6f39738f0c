import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { relayModes } from '../../../../services/tram/relay/session.ts';
import { insertRange } from '../../../../services/tram/relay/testing/outbox.ts';
import type { RelayProcess } from '../../../../services/tram/relay/testing/relay-process.ts';
import { RelayedWorld, until } from '../../../../services/tram/relay/testing/relayed-world.ts';
import { spawnKafka, type SpawnedKafka } from '../../harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../harness/postgres.ts';

const awayMs = 30_000;

let postgres: TestPostgres;
let kafka: SpawnedKafka;
const worlds: RelayedWorld[] = [];

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), spawnKafka()]);
});

afterAll(async () => {
  await Promise.all(worlds.map((world) => world.end()));
  await Promise.all([postgres.stop(), kafka.stop()]);
});

async function relayed(mode: (typeof relayModes)[number]) {
  const url = await postgres.createDatabase('outage');
  const world = await RelayedWorld.prepare({ mode, url, broker: kafka.bootstrap, topic: `Order-${mode}` });
  worlds.push(world);
  const relay = await world.startRelayUp();
  await insertRange(world.pool, 1, 20, 20, world.topic);
  await until(() => expect(world.arrived).toBe(20));
  return { mode, world, relay };
}

async function lagOf(relay: RelayProcess): Promise<number | undefined> {
  return (await relay.health()).document.pipelines[0]?.lag.messages;
}

test('a broker that is away for 30 s: both relays say how far they are behind, lose nothing and keep the order', async () => {
  const subjects = await Promise.all(relayModes.map(relayed));
  await kafka.kill();
  const since = performance.now();
  let last = 20;
  await vi.waitUntil(
    async () => {
      // Orders go on all the while, the relay lives, and what it says of its lag is the truth.
      await Promise.all(
        subjects.map(({ world }) => insertRange(world.pool, last + 1, last + 20, 20, world.topic)),
      );
      last += 20;
      for (const { mode, relay } of subjects) {
        await until(async () => expect(await lagOf(relay), mode).toBe(last - 20));
        expect(relay.child.exitCode, mode).toBeNull();
      }
      return performance.now() - since >= awayMs;
    },
    { timeout: 3 * awayMs, interval: 250 },
  );
  kafka = await spawnKafka({ folder: kafka.folder, port: kafka.port });
  for (const { mode, world, relay } of subjects) {
    await world.complete();
    await until(async () => {
      const { document } = await relay.health();
      expect(document).toMatchObject({ state: 'up', mode, pipelines: [{ lag: { messages: 0 } }] });
    });
  }
});
