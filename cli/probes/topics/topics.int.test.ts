import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kafkaBroker, type Broker } from '../../../services/tram/index.ts';
import type { Fact } from '../../model/observation.ts';
import { spawnKafka, type SpawnedKafka } from '../../test/harness/kafka.ts';
import type { Probe } from '../probe.ts';
import { startTopicsProbe } from './topics.ts';

let folder: string;
let server: SpawnedKafka;
let broker: Broker;
let probe: Probe;
let facts: Fact[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-topics-'));
  server = await spawnKafka({ folder });
  broker = kafkaBroker({ brokers: [server.bootstrap], clientId: 'test' });
  await broker.createTopics([{ name: 'Order', partitions: 4 }]);
  facts = [];
  probe = await startTopicsProbe(
    { broker: server.bootstrap, topics: ['Order'] },
    (fact) => void facts.push(fact),
  );
});
afterEach(async () => {
  await probe.stop();
  await broker.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function publish(...values: string[]): Promise<void> {
  const publisher = await broker.publisher();
  await publisher.publish(values.map((value) => ({ topic: 'Order', key: value, value })));
  await publisher.close();
}

const restarted = async (end: 'kill' | 'stop') => {
  await server[end]();
  server = await spawnKafka({ folder, port: server.port });
};

const seen = async () => {
  await probe.caughtUp(AbortSignal.timeout(30_000));
  return facts.map((fact) => (fact.kind === 'record' ? fact.value : fact.kind));
};

test('a broker that is killed or stopped is joined again, and nothing is missed or told twice', async () => {
  const expected: string[] = [];
  for (const [index, end] of (['kill', 'stop', 'kill'] as const).entries()) {
    await publish(`${index} before`);
    await restarted(end);
    await publish(`${index} after`);
    expected.push(`${index} before`, `${index} after`);
    expect(new Set(await seen())).toEqual(new Set(expected));
    expect(facts).toHaveLength(expected.length);
  }
});

test('a broker that is gone cannot be caught up with', async () => {
  await server.kill();
  await expect(probe.caughtUp(AbortSignal.timeout(300))).rejects.toThrow('timeout');
  server = await spawnKafka({ folder, port: server.port });
  await publish('back');
  expect(await seen()).toEqual(['back']);
});

test('a topic that was made anew is a gap', async () => {
  await publish('lost');
  await seen();
  await server.kill();
  await rm(folder, { recursive: true });
  server = await spawnKafka({ folder, port: server.port });
  await broker.createTopics([{ name: 'Order', partitions: 4 }]);
  await expect(probe.caughtUp(AbortSignal.timeout(30_000))).rejects.toThrow('it was made anew');
  expect(facts.at(-1)).toMatchObject({ kind: 'probe', probe: 'topics', state: 'gap' });
});

test('a broker that hangs makes nobody wait longer than they said, and can be left', async () => {
  server.process.kill('SIGSTOP');
  try {
    await expect(probe.caughtUp(AbortSignal.timeout(100))).rejects.toThrow('timeout');
    await probe.stop();
  } finally {
    server.process.kill('SIGCONT');
  }
});

test('headers beside a value are told as text', async () => {
  const publisher = await broker.publisher();
  await publisher.publish([
    { topic: 'Order', key: '1', value: '{}', headers: { id: '"4f1c"', eventType: '"Größe"' } },
  ]);
  await publisher.close();
  await publish('plain');
  await seen();
  expect(facts).toContainEqual(
    expect.objectContaining({ key: '1', headers: { id: '"4f1c"', eventType: '"Größe"' } }),
  );
  expect(facts.find((fact) => fact.kind === 'record' && fact.key === 'plain')).not.toHaveProperty('headers');
});
