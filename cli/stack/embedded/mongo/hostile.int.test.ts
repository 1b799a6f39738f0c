import { once } from 'node:events';
import { connect } from 'node:net';
import { serialize } from 'bson';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRaw, opMsg } from '../../../test/harness/mongo-raw.ts';
import { startMongo, type TestMongo } from '../../../test/harness/mongo.ts';

let mongo: TestMongo;
let client: MongoClient;

beforeAll(async () => {
  mongo = await startMongo();
  client = await new MongoClient(mongo.url).connect();
});
afterAll(async () => {
  await client.close();
  await mongo.stop();
});

const pings = async (): Promise<void> =>
  expect(await client.db('d').command({ ping: 1 })).toMatchObject({ ok: 1 });

/** Sends the bytes and ends; resolves when the server has closed its side, too. */
async function throwAt(bytes: Uint8Array): Promise<void> {
  const socket = connect(mongo.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  const closed = once(socket, 'close');
  socket.end(bytes);
  await closed;
}

test('random bytes close their connection and nothing else', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), throwAt), {
    numRuns: 200,
  });
  await pings();
});

test('a real message with any one byte changed, or cut short, harms nobody', async () => {
  const whole = opMsg({ find: 'c', filter: { a: { $gt: 1 } }, $db: 'hostile' });
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (where, byte, cut) => {
      const bytes = Buffer.from(whole);
      bytes[where] = byte;
      await throwAt(cut ? bytes.subarray(0, where) : bytes);
    }),
    { numRuns: 200 },
  );
  await pings();
});

test.each([0, 15, -1, 48_000_001, 2 ** 31 - 1])(
  'a message length of %i closes the connection with a log line',
  async (length) => {
    const bytes = Buffer.alloc(64);
    bytes.writeInt32LE(length);
    const before = mongo.logged.length;
    await throwAt(bytes);
    expect(mongo.logged.slice(before).join('\n')).toContain(`message length ${length}`);
    await pings();
  },
);

test('malformed BSON within a good frame closes the connection with a log line', async () => {
  const frame = opMsg({ ping: 1, $db: 'd' });
  frame.writeInt32LE(3, 21);
  const before = mongo.logged.length;
  await throwAt(frame);
  expect(mongo.logged.slice(before).join('\n')).toContain('malformed');
  await pings();
});

test('300 silent and half-spoken connections do not keep others from being served', async () => {
  const sockets = await Promise.all(Array.from({ length: 300 }, () => connectRaw(mongo.port)));
  for (const { socket } of sockets) socket.write(opMsg({ ping: 1, $db: 'd' }).subarray(0, 10));
  await pings();
  const closed = sockets.map(({ socket }) => once(socket, 'close'));
  for (const { socket } of sockets) socket.destroy();
  await Promise.all(closed);
  await pings();
});

test('commands of the wrong shape are answered with an error, not with a crash', async () => {
  await using raw = await connectRaw(mongo.port);
  const names = [
    'find',
    'insert',
    'update',
    'delete',
    'aggregate',
    'getMore',
    'killCursors',
    'createIndexes',
    'findAndModify',
    'distinct',
    'count',
    'drop',
  ];
  const junk = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.dictionary(fc.string(), fc.string())),
    fc.dictionary(fc.constantFrom('q', 'u', '$set', 'a.b', '_id'), fc.anything({ maxDepth: 1, maxKeys: 2 })),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      junk,
      fc.dictionary(
        fc.constantFrom(
          'filter',
          'query',
          'documents',
          'updates',
          'deletes',
          'update',
          'pipeline',
          'cursor',
          'indexes',
          'cursors',
          'collection',
          'key',
        ),
        junk,
        { maxKeys: 3 },
      ),
      async (name, target, fields) => {
        const command = { [name]: target, ...fields, $db: 'hostile' };
        fc.pre(canSerialize(command));
        const reply = await raw.send(command);
        expect([0, 1]).toContain(reply['ok']);
        expect(reply['codeName']).not.toBe('InternalError');
      },
    ),
    { numRuns: 500 },
  );
});

test('writes with w: 0 get no reply, and have their effect', async () => {
  const things = client
    .db('hostile')
    .collection<{ _id: number }>('unacknowledged', { writeConcern: { w: 0 } });
  await things.insertOne({ _id: 1 });
  await expect.poll(() => things.findOne({ _id: 1 })).toEqual({ _id: 1 });
});

test.each([
  [{ find: 'c', tailable: true }, 'tailable'],
  [{ find: 'c', frob: 1 }, 'frob'],
  [{ find: 'c', collation: { locale: 'de' } }, 'collation'],
  [{ find: 'c', filter: { a: { $near: 1 } } }, '$near'],
  [{ aggregate: 'c', pipeline: [{ $out: 'x' }], cursor: {} }, '$out'],
  [{ aggregate: 'c', pipeline: [{ $frob: 1 }], cursor: {} }, '$frob'],
  [{ create: 'c2', capped: true }, 'capped'],
  [
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', expireAfterSeconds: 5 }] },
    'expireAfterSeconds',
  ],
  [{ createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 'text'],
  [{ insert: 'c', documents: [{}], startTransaction: true, autocommit: false }, 'transaction'],
  [{ find: 'c', readConcern: { level: 'snapshot' } }, 'snapshot'],
])('%o is refused by name', async (command, name) => {
  await expect(client.db('hostile').command(command)).rejects.toThrow(name);
});

function canSerialize(command: object): boolean {
  try {
    serialize(command);
    return true;
  } catch {
    return false;
  }
}
