import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { createTramTables } from '../postgres/tables.ts';
import { insertRange, messageId } from './testing/outbox.ts';
import { type RelayProcess, spawnRelay } from './testing/relay-process.ts';

let postgres: TestPostgres;
let kafka: TestKafka;
let client: Kafka;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  client = new Kafka({ brokers: [kafka.bootstrap], clientId: 'test', logLevel: logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'Order', numPartitions: 4 }] });
  await admin.disconnect();
});

afterAll(async () => {
  await Promise.all([postgres.stop(), kafka.stop()]);
});

const until = (assertion: () => void | Promise<void>) =>
  vi.waitFor(assertion, { timeout: 20_000, interval: 10 });

interface Seen {
  readonly id: string;
  readonly key: string;
}

/** All records of the topic, as they come. */
async function consumeAll(): Promise<{ seen: Seen[]; stop: () => Promise<void> }> {
  const seen: Seen[] = [];
  const consumer = client.consumer({ groupId: 'test', maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: 'Order', fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 4,
    eachMessage: async ({ message }) => {
      const { headers } = JSON.parse(String(message.value)) as { headers: { ID: string } };
      seen.push({ id: headers.ID, key: String(message.key) });
    },
  });
  return { seen, stop: () => consumer.disconnect() };
}

/** Ids per key in the order in which each was seen first. */
function firstSeenByKey(seen: readonly Seen[]): Map<string, string[]> {
  const byKey = new Map<string, Set<string>>();
  for (const { id, key } of seen) byKey.set(key, (byKey.get(key) ?? new Set()).add(id));
  return new Map([...byKey].map(([key, ids]) => [key, [...ids]]));
}

test('killed in the middle of 5,000 rows, again and again: the topic holds what committed, nothing else, in order per key', async () => {
  const rows = 5000;
  const keys = 20;
  const url = await postgres.createDatabase('relay');
  const pool = new pg.Pool({ connectionString: url });
  await createTramTables(pool);
  const { seen, stop } = await consumeAll();
  let relay: RelayProcess = await spawnRelay({ url, broker: kafka.bootstrap });
  try {
    await until(async () => expect((await relay.health()).status).toBe(200));
    let written = 0;
    const writer = (async () => {
      while (written < rows) {
        const open = await pool.connect();
        await open.query('BEGIN');
        await insertRange(open, written + 1, written + 25, keys);
        // Every other transaction leaves rows behind that never committed.
        await open.query('SAVEPOINT attempt');
        await insertRange(open, 1_000_000 + written, 1_000_010 + written, keys);
        await open.query('ROLLBACK TO attempt');
        await open.query('COMMIT');
        open.release();
        written += 25;
      }
    })();
    for (const share of [0.2, 0.5, 0.8]) {
      await until(() => expect(new Set(seen.map(({ id }) => id)).size).toBeGreaterThan(rows * share));
      await relay.end('SIGKILL');
      relay = await spawnRelay({ url, broker: kafka.bootstrap });
    }
    await writer;
    const committed = Array.from({ length: rows }, (_, index) => messageId(index + 1));
    await until(() => expect(new Set(seen.map(({ id }) => id)).size).toBe(rows));
    await until(async () => {
      const { document } = await relay.health();
      expect(document).toEqual({
        state: 'up',
        mode: 'wal',
        pipelines: [{ name: 'order-db', state: 'up', lag: { messages: 0, bytes: 0 } }],
      });
    });
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(committed));
    for (const [key, ids] of firstSeenByKey(seen)) {
      expect(ids, `key ${key}`).toEqual(committed.filter((_, index) => (index + 1) % keys === Number(key)));
    }
    expect(await relay.end('SIGTERM')).toBe(0);
  } finally {
    await relay.end('SIGKILL');
    await stop();
    await pool.end();
  }
});

test('it ends with its parent, and answers 503 while it has no database', async () => {
  const url = postgres.url('not_there');
  const relay = await spawnRelay({ url, broker: kafka.bootstrap });
  const { status, document } = await relay.health();
  expect(status).toBe(503);
  expect(document.state).toBe('starting');
  relay.child.stdin?.end();
  await until(() => expect(relay.child.exitCode).toBe(0));
});
