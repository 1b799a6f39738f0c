import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiVersions } from '../../../stack/embedded/kafka/protocol/api-versions.ts';
import { requestFrame, WireClient } from '../../harness/kafka-wire.ts';
import { spawnKafka, type SpawnedKafka } from '../../harness/kafka.ts';
import { connectRaw, opMsg } from '../../harness/mongo-raw.ts';
import { spawnMongo, type MongoProcess } from '../../harness/mongo.ts';
import { processUse } from './process-use.ts';

/** As many as come through however few files a process may have open: 1,024 on most machines. */
const atOnce = 400;
const times = 25;

let folder: string;
let kafka: SpawnedKafka;
let mongo: MongoProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-floods-'));
  [kafka, mongo] = await Promise.all([spawnKafka(), spawnMongo(folder)]);
});
afterAll(async () => {
  await Promise.all([kafka.stop(), mongo.stop()]);
  await rm(folder, { recursive: true, force: true });
});

async function askKafka(): Promise<void> {
  await using client = await WireClient.connect(kafka.port);
  expect((await client.send(apiVersions, 0, {})).errorCode).toBe(0);
}

async function askMongo(): Promise<void> {
  await using client = await connectRaw(mongo.port);
  expect(await client.send({ ping: 1, $db: 'admin' })).toMatchObject({ ok: 1 });
}

const servers = {
  kafka: {
    pid: () => kafka.process.pid ?? 0,
    port: () => kafka.port,
    request: requestFrame(apiVersions, 0, {}, 1),
    ask: askKafka,
  },
  mongo: {
    pid: () => mongo.child.pid ?? 0,
    port: () => mongo.port,
    request: opMsg({ ping: 1, $db: 'admin' }),
    ask: askMongo,
  },
};

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function dropped(socket: Socket): Promise<void> {
  if (!socket.closed) {
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  }
}

/** How a client that does not care leaves its connection. */
const manners: Readonly<Record<string, (socket: Socket, request: Buffer) => Promise<unknown>>> = {
  'dropped at once': dropped,
  'dropped in the middle of a request': (socket, request) => {
    socket.write(request.subarray(0, request.length - 3));
    return dropped(socket);
  },
  'dropped without reading the answer': (socket, request) => {
    socket.pause().write(request);
    return dropped(socket);
  },
  'ended in order': (socket, request) => {
    const closed = once(socket.resume(), 'close');
    socket.end(request);
    return closed;
  },
};

describe.each(Object.entries(servers))('%s', (_, { pid, port, request, ask }) => {
  test.each(Object.entries(manners))(
    `${times * atOnce} connections, %s: it serves others, and holds no more than before`,
    async (_manner, leave) => {
      const flood = async () => {
        const sockets = await Promise.all(Array.from({ length: atOnce }, () => opened(port())));
        await Promise.all(sockets.map((socket) => leave(socket, request)));
        await ask();
      };
      // What a first flood makes of its heap is the server's to keep.
      for (let time = 0; time < 5; time += 1) await flood();
      const before = await processUse(pid());
      for (let time = 0; time < times; time += 1) await flood();
      const use = () => processUse(pid());
      await expect
        .poll(async () => (await use()).descriptors, { timeout: 20_000 })
        .toBeLessThan(before.descriptors + atOnce / 10);
      await expect
        .poll(async () => (await use()).residentMb, { timeout: 20_000 })
        .toBeLessThan(before.residentMb + 50);
    },
  );

  test('thousands at the same time: those above its limit are refused, and all are let go', async () => {
    const before = await processUse(pid());
    const sockets: Socket[] = [];
    while (sockets.length < 3000)
      sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => opened(port())))));
    const held = () => sockets.filter((socket) => !socket.closed);
    sockets.forEach((socket) => socket.resume());
    await expect.poll(() => held().length, { timeout: 20_000 }).toBeLessThanOrEqual(2000);
    const [first] = held();
    const answer = once(first!, 'data');
    first!.write(request);
    await answer;
    await Promise.all(sockets.map(dropped));
    await expect
      .poll(async () => (await processUse(pid())).descriptors, { timeout: 20_000 })
      .toBeLessThan(before.descriptors + atOnce / 10);
    await ask();
  });
});

test('what is refused in a flood is told once, not for each connection', () => {
  expect(kafka.log().match(/connections refused/g)).toHaveLength(1);
});
