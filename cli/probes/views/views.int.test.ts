import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fact } from '../../model/observation.ts';
import { spawnMongo, type MongoProcess } from '../../test/harness/mongo.ts';
import type { Probe } from '../probe.ts';
import { startViewsProbe } from './views.ts';

let folder: string;
let server: MongoProcess;
let probe: Probe;
let facts: Fact[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-views-'));
  server = await spawnMongo(folder);
  facts = [];
  const options = { database: 'view-db', url: `${server.url}/view`, collections: ['orders'] };
  probe = await startViewsProbe(options, (fact) => void facts.push(fact));
});
afterEach(async () => {
  await probe.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function write(id: number): Promise<void> {
  const client = new MongoClient(server.url);
  await client.db('view').collection<{ _id: number }>('orders').insertOne({ _id: id });
  await client.close();
}

const restarted = async (end: 'kill' | 'stop') => {
  await server[end]();
  server = await spawnMongo(folder, { PORT: String(server.port) });
};

const seen = async () => {
  await probe.caughtUp(AbortSignal.timeout(20_000));
  return facts.map((fact) => (fact.kind === 'document' ? fact.id : fact.kind));
};

test('a document store that is killed or stopped, again and again, leaves no gap', async () => {
  const expected: string[] = [];
  for (const [id, end] of (['kill', 'stop', 'kill', 'stop', 'kill', 'stop'] as const).entries()) {
    await write(id);
    expected.push(String(id));
    await restarted(end);
  }
  expect(await seen()).toEqual(expected);
});

test('what is written while it is away is seen when it is back', async () => {
  await restarted('kill');
  await write(1);
  expect(await seen()).toEqual(['1']);
});

test('a store that is gone cannot be caught up with, and comes back', async () => {
  await server.kill();
  await expect(probe.caughtUp(AbortSignal.timeout(300))).rejects.toThrow('timeout');
  server = await spawnMongo(folder, { PORT: String(server.port) });
  await write(1);
  expect(await seen()).toEqual(['1']);
});

test('a store without the history is a gap, and nobody waits for it', async () => {
  await write(1);
  await seen();
  await server.kill();
  await rm(folder, { recursive: true });
  server = await spawnMongo(folder, { PORT: String(server.port) });
  await expect
    .poll(() => facts.at(-1), { timeout: 20_000 })
    .toMatchObject({
      kind: 'probe',
      probe: 'views view-db',
      state: 'gap',
    });
  await expect(probe.caughtUp(AbortSignal.timeout(5_000))).rejects.toThrow(/[Rr]esume/);
});
