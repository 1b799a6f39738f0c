import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fact } from '../../model/observation.ts';
import { spawnMongo, type MongoProcess } from '../../test/harness/mongo.ts';
import { mongoWithoutStreams, type MongoFront } from '../../test/harness/mongo-without-streams.ts';
import type { Probe } from '../probe.ts';
import { openPolledFeed } from './polled-feed.ts';
import { startViewsProbe } from './views.ts';

interface Order {
  readonly _id: number;
  readonly state: string;
}

let folder: string;
let server: MongoProcess;
let front: MongoFront;
let client: MongoClient;
let orders: Collection<Order>;
let probe: Probe;
let facts: Fact[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-polled-views-'));
  server = await spawnMongo(folder);
  front = await mongoWithoutStreams(server.port, 'refused');
  client = new MongoClient(server.url);
  orders = client.db('view').collection<Order>('orders');
  await orders.insertOne({ _id: 1, state: 'APPROVED' });
  facts = [];
  const url = front.url.replace('/?', '/view?');
  const options = { database: 'view-db', url, collections: ['orders', 'customers'] };
  probe = await startViewsProbe(options, (fact) => void facts.push(fact));
});
afterEach(async () => {
  await probe.stop();
  await client.close();
  await front[Symbol.asyncDispose]();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const caughtUp = () => probe.caughtUp(AbortSignal.timeout(20_000));
const documents = () => facts.filter((fact) => fact.kind === 'document');
const finds = () => front.commands.filter((name) => name === 'find').length;

test('a store that refuses change streams is polled, and the probe says so and what that loses', () => {
  expect(facts).toEqual([
    {
      kind: 'probe',
      probe: 'views view-db',
      state: 'polling',
      detail: expect.stringMatching(/only supported on replica sets.*in between is not seen/),
    },
  ]);
});

test('one that takes them and gives no resume token may never tell of a change: it is polled', async () => {
  await using silent = await mongoWithoutStreams(server.port, 'silent');
  const said: Fact[] = [];
  const url = silent.url.replace('/?', '/view?');
  const polling = await startViewsProbe({ database: 'silent', url, collections: ['orders'] }, (fact) => {
    said.push(fact);
  });
  await orders.updateOne({ _id: 1 }, { $set: { state: 'CANCELLED' } });
  await polling.caughtUp(AbortSignal.timeout(20_000));
  expect(said).toMatchObject([
    { probe: 'views silent', state: 'polling', detail: expect.stringContaining('no resume token') },
    { id: '1', op: 'update', document: { state: 'CANCELLED' } },
  ]);
  await polling.stop();
});

test('every change is seen by who asks to catch up, the documents of before are not told', async () => {
  await caughtUp();
  expect(documents()).toEqual([]);
  await orders.insertOne({ _id: 2, state: 'PENDING' });
  await caughtUp();
  await orders.updateOne({ _id: 2 }, { $set: { state: 'REJECTED' } });
  await orders.updateOne({ _id: 1 }, { $set: { state: 'CANCELLED' } });
  await caughtUp();
  await orders.deleteOne({ _id: 1 });
  await caughtUp();
  const view = { kind: 'document', database: 'view-db', collection: 'orders' };
  expect(documents()).toEqual([
    { ...view, id: '2', op: 'insert', document: { _id: 2, state: 'PENDING' } },
    { ...view, id: '1', op: 'update', document: { _id: 1, state: 'CANCELLED' } },
    { ...view, id: '2', op: 'update', document: { _id: 2, state: 'REJECTED' } },
    { ...view, id: '1', op: 'delete', document: null },
  ]);
});

test('a change is seen also when nobody asks', async () => {
  await orders.insertOne({ _id: 2, state: 'PENDING' });
  await expect.poll(documents).toMatchObject([{ id: '2' }]);
});

test('of many states the last is seen, whatever came between', async () => {
  const states = Array.from({ length: 200 }, (_, index) => `S${index}`);
  for (const state of states) await orders.updateOne({ _id: 1 }, { $set: { state } });
  await caughtUp();
  expect(documents().at(-1)).toMatchObject({ id: '1', document: { state: 'S199' } });
});

test('a store that is killed, and comes back, is looked at again: nothing is told twice', async () => {
  await server.kill();
  await expect(probe.caughtUp(AbortSignal.timeout(300))).rejects.toThrow('timeout');
  server = await spawnMongo(folder, { PORT: String(server.port) });
  await orders.insertOne({ _id: 2, state: 'PENDING' });
  await caughtUp();
  expect(documents()).toMatchObject([{ id: '2', op: 'insert' }]);
  expect(facts.some((fact) => fact.kind === 'probe' && fact.state === 'gap')).toBe(false);
});

test('it rests between two looks', async () => {
  const before = finds();
  const startedAt = performance.now();
  await expect.poll(() => finds() - before).toBeGreaterThanOrEqual(10);
  // Two collections a look, and 50 ms of rest at the least after each.
  const looks = (finds() - before) / 2;
  expect(looks).toBeLessThanOrEqual((performance.now() - startedAt) / 50 + 2);
});

test('more documents than it may look at are a gap, and nobody waits for them', async () => {
  const lost: string[] = [];
  const feed = await openPolledFeed({
    url: front.url.replace('/?', '/view?'),
    collections: ['orders'],
    maxDocuments: 3,
    onChange: () => undefined,
    onLost: ({ message }) => void lost.push(message),
  });
  await orders.insertMany([2, 3, 4].map((_id) => ({ _id, state: 'PENDING' })));
  await expect(feed.lookAgain(AbortSignal.timeout(5_000))).rejects.toThrow('more than 3 documents');
  expect(lost).toHaveLength(1);
  await feed.stop();
});
