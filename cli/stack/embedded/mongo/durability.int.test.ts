import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectRaw } from '../../../test/harness/mongo-raw.ts';
import { spawnMongo, type MongoProcess } from '../../../test/harness/mongo.ts';

interface Counter {
  _id: string;
  n: number;
}

let dataDir: string;
let running: MongoProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'saga-lab-mongo-'));
});
afterEach(async () => {
  await running?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(port = 0): Promise<MongoProcess> {
  running = await spawnMongo(dataDir, { PORT: String(port) });
  return running;
}

test('kill -9 under load loses nothing that was acknowledged', async () => {
  const server = await start();
  await using client = new MongoClient(server.url, { retryWrites: false, serverSelectionTimeoutMS: 500 });
  const counters = client.db('load').collection<Counter>('counters');
  const acknowledged = new Map<string, number>();
  let total = 0;
  const writer = async (_id: string): Promise<void> => {
    for (;;) {
      await counters.updateOne({ _id }, { $inc: { n: 1 } }, { upsert: true });
      acknowledged.set(_id, (acknowledged.get(_id) ?? 0) + 1);
      total += 1;
      if (total === 2000) await server.kill();
    }
  };
  await Promise.allSettled(Array.from({ length: 16 }, (_, at) => writer(`w${at}`)));
  expect(total).toBeGreaterThanOrEqual(2000);
  const again = await start();
  await using second = new MongoClient(again.url);
  const found = await second.db('load').collection<Counter>('counters').find().toArray();
  const stored = new Map(found.map(({ _id, n }) => [_id, n]));
  for (const [_id, n] of acknowledged) {
    expect(stored.get(_id)).toBeGreaterThanOrEqual(n);
    expect(stored.get(_id)).toBeLessThanOrEqual(n + 1); // the one under way may have been written, unanswered
  }
});

test('a retryable write whose answer was lost with the server has one effect', async () => {
  const server = await start();
  await using client = new MongoClient(server.url);
  const counters = client.db('retry').collection<Counter>('counters');
  const lsid = { id: client.startSession().id?.id };
  const command = {
    update: 'counters',
    updates: [{ q: { _id: 'a' }, u: { $inc: { n: 1 } }, upsert: true }],
  };
  await counters.insertOne({ _id: 'a', n: 0 });
  await using raw = await connectRaw(server.port);
  await raw.send({ ...command, $db: 'retry', lsid, txnNumber: 1n });
  await server.kill();
  const again = await start(server.port);
  await using second = await connectRaw(again.port);
  expect(await second.send({ ...command, $db: 'retry', lsid, txnNumber: 1n })).toMatchObject({
    ok: 1,
    n: 1,
    nModified: 1,
  });
  expect(await counters.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1 });
});

test('a change stream goes on behind a kill -9', async () => {
  const server = await start();
  await using client = new MongoClient(server.url);
  const counters = client.db('stream').collection<Counter>('counters');
  await using stream = counters.watch([], { maxAwaitTimeMS: 200 });
  await stream.tryNext();
  await counters.insertOne({ _id: 'before', n: 1 });
  await server.kill();
  await start(server.port);
  await counters.insertOne({ _id: 'after', n: 1 });
  const seen = [await stream.next(), await stream.next()];
  expect(seen).toMatchObject([{ documentKey: { _id: 'before' } }, { documentKey: { _id: 'after' } }]);
});

test('SIGTERM and the end of stdin end the process gracefully', async () => {
  const first = await start();
  await using client = new MongoClient(first.url);
  await client.db('d').command({ ping: 1 });
  expect(await first.stop()).toBe(0);
  const second = await start();
  const gone = new Promise((resolve) => second.child.once('exit', resolve));
  second.child.stdin?.end();
  expect(await gone).toBe(0);
});

test('a port that is taken ends the process with a message', async () => {
  const first = await start();
  const other = await mkdtemp(join(tmpdir(), 'saga-lab-mongo-'));
  await expect(spawnMongo(other, { PORT: String(first.port) })).rejects.toThrow('ended with code 1');
  await rm(other, { recursive: true });
});
