import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../lib/wait-until.ts';
import { startKafka, type TestKafka } from '../../../test/harness/kafka.ts';
import { requestFrame, WireClient } from '../../../test/harness/kafka-wire.ts';
import { recordBatch } from '../../../test/harness/record-batch.ts';
import { defaults } from './options.ts';
import { apiVersions } from './protocol/api-versions.ts';
import { errorCode } from './protocol/error-code.ts';
import { metadata } from './protocol/metadata.ts';
import { produce } from './protocol/produce.ts';
import { requestHeader } from './protocol/request-header.ts';
import { Reader } from './wire/reader.ts';
import { Writer } from './wire/writer.ts';

const maxConnections = 300;
const maxFrameBytes = 1_000_000;
let kafka: TestKafka;
/** Connected before everything else; must be served all along. */
let bystander: WireClient;

beforeAll(async () => {
  const network = { ...defaults.network, maxConnections, maxFrameBytes, maxRequestBytes: 3_000_000 };
  kafka = await startKafka({ network });
  bystander = await WireClient.connect(kafka.port);
});
afterAll(async () => {
  await bystander[Symbol.asyncDispose]();
  await kafka.stop();
});

async function expectServed(): Promise<void> {
  const { brokers } = await bystander.send(metadata, 4, { topics: ['t'], allowAutoTopicCreation: true });
  expect(brokers[0]?.port).toBe(kafka.port);
}

const lengthPrefix = (length: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(length);
  return bytes;
};
const header = (apiKey: number, apiVersion: number, more = Buffer.alloc(0)) => {
  const writer = new Writer();
  requestHeader.write(writer, { apiKey, apiVersion, correlationId: 77, clientId: 'x' }, 1);
  writer.bytes(more);
  const body = Buffer.concat(writer.buffers());
  return Buffer.concat([lengthPrefix(body.length), body]);
};

test.each([
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ['a length of 2 GB', lengthPrefix(0x7fffffff)],
  ['a negative length', lengthPrefix(-5)],
  ['an unknown API', header(999, 0)],
  ['an API that is not announced', header(26, 0)],
  ['a version that is not announced', header(produce.key, 99)],
  ['a body that is cut', header(produce.key, 7)],
  ['a body of noise', header(produce.key, 7, Buffer.alloc(40, 0xee))],
])('%s closes that connection only', async (_, bytes) => {
  await using client = await WireClient.connect(kafka.port);
  client.socket.write(bytes);
  await client.closed;
  await expectServed();
});

test('ApiVersions of a version to come is answered with error 35 in the body of version 0', async () => {
  await using client = await WireClient.connect(kafka.port);
  const answer = new Reader(
    await client.sendRaw(header(apiVersions.key, 4, Buffer.from('00056d79617070', 'hex'))),
  );
  expect(answer.int32()).toBe(77);
  const { errorCode: code, apis } = apiVersions.response.read(answer, 0);
  expect(code).toBe(errorCode.unsupportedVersion);
  expect(apis).toContainEqual({ key: apiVersions.key, min: 0, max: 2 });
  expect(answer.remaining).toBe(0);
});

test('random bytes from many sides: none is left hanging, others are served', async () => {
  const attacks = Array.from({ length: 200 }, async (_, i) => {
    await using client = await WireClient.connect(kafka.port);
    const noise = randomBytes(1 + (i % 200));
    const frame = i % 2 ? Buffer.concat([lengthPrefix(noise.length + 8), randomBytes(8), noise]) : noise;
    client.socket.end(frame);
    client.socket.resume();
    await client.closed;
  });
  await Promise.all(attacks);
  await expectServed();
});

test('a request that comes byte by byte is served', async () => {
  await using client = await WireClient.connect(kafka.port);
  const answer = client.sendRaw(requestFrame(apiVersions, 0, {}, 5).subarray(0, 1));
  for (const byte of requestFrame(apiVersions, 0, {}, 5).subarray(1)) {
    client.socket.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  expect(new Reader(await answer).int32()).toBe(5);
});

test('many requests sent at once are answered in order', async () => {
  await using client = await WireClient.connect(kafka.port);
  const request = { topics: ['t'], allowAutoTopicCreation: true };
  const ids = Array.from({ length: 500 }, (_, i) => i);
  const answers = await Promise.all(ids.map((id) => client.sendRaw(requestFrame(metadata, 4, request, id))));
  expect(answers.map((frame) => new Reader(frame).int32())).toEqual(ids);
});

test('pipelined produce requests keep their order', async () => {
  await using client = await WireClient.connect(kafka.port);
  await client.send(metadata, 4, { topics: ['ordered'], allowAutoTopicCreation: true });
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, sequence) => {
      const records = [recordBatch({ producerId: 5n, epoch: 0, sequence })];
      const topics = [{ topic: 'ordered', partitions: [{ partition: 0, records }] }];
      return client.sendRaw(
        requestFrame(produce, 7, { transactionalId: null, acks: -1, timeoutMs: 0, topics }, sequence),
      );
    }),
  );
  const offsets = answers.map((frame) => {
    const reader = new Reader(frame);
    reader.int32();
    return produce.response.read(reader, 7).topics[0]!.partitions[0]!.baseOffset;
  });
  expect(offsets).toEqual(Array.from({ length: 50 }, (_, i) => BigInt(i)));
});

test('old message formats are refused, not stored', async () => {
  await using client = await WireClient.connect(kafka.port);
  const records = [Buffer.alloc(40)];
  const topics = [{ topic: 't', partitions: [{ partition: 0, records }] }];
  const answer = await client.send(produce, 2, { transactionalId: null, acks: 1, timeoutMs: 0, topics });
  expect(answer.topics[0]?.partitions[0]?.errorCode).toBe(errorCode.unsupportedForMessageFormat);
});

test('connections above the limit are refused, and taken again when others are gone', async () => {
  const sockets: Socket[] = [];
  for (let i = 0; i < maxConnections + 50; i++) {
    const socket = connect(kafka.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    sockets.push(socket.resume());
  }
  const refused = sockets.slice(maxConnections);
  await Promise.all(refused.map(closing));
  await expectServed();
  await Promise.all(sockets.map((socket) => closing(socket.destroy())));
  const apis = await waitUntil(
    async () => {
      await using client = await WireClient.connect(kafka.port);
      const answer = await client.send(apiVersions, 0, {}).catch(() => undefined);
      return answer?.apis;
    },
    { signal: AbortSignal.timeout(5000) },
  );
  expect(apis.length).toBeGreaterThan(20);
});

test('half-sent requests take a bounded amount of memory', async () => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => WireClient.connect(kafka.port)));
  const half = Buffer.concat([lengthPrefix(maxFrameBytes), Buffer.alloc(maxFrameBytes - 100)]);
  for (const client of clients) client.socket.write(half);
  const held = () => clients.filter((client) => !client.socket.destroyed).length;
  await waitUntil(() => (held() <= 3 ? true : undefined), { signal: AbortSignal.timeout(5000) });
  await expectServed();
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
});

test('a client that never reads its answers is not read from either', async () => {
  const socket = connect(kafka.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause();
  const frame = requestFrame(metadata, 4, { topics: null, allowAutoTopicCreation: false }, 1);
  let sent = 0;
  while (sent < 400_000 && socket.write(frame)) sent++;
  while (sent < 400_000 && !(await stalled(socket))) {
    while (sent < 400_000 && socket.write(frame)) sent++;
  }
  expect(sent).toBeLessThan(400_000);
  await expectServed();
  socket.destroy();
});

/** Whether the kernel takes nothing more for a while: the other side has stopped reading. */
async function stalled(socket: Socket): Promise<boolean> {
  const drained = once(socket, 'drain', { signal: AbortSignal.timeout(500) });
  return drained.then(
    () => false,
    () => true,
  );
}

async function closing(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}
