import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { deserialize, Long, type Document } from 'bson';
import { opMsg } from './mongo-raw.ts';

export interface MongoFront extends AsyncDisposable {
  readonly url: string;
  /** Names of the commands that came through it. */
  readonly commands: readonly string[];
}

/**
 * In front of a real server, which it makes answer for change streams as others do: a mongod that is no replica set
 * refuses them, mongo-java-server takes them and never tells of a change.
 */
export async function mongoWithoutStreams(port: number, streams: Streams): Promise<MongoFront> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const front = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    for (const [here, there] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(here);
      here.on('error', () => undefined);
      here.on('close', () => void (sockets.delete(here), there.destroy()));
    }
    server.pipe(client);
    forEachMessage(client, (message) => {
      const command = commandOf(message);
      commands.push(Object.keys(command)[0] ?? '');
      const answer = answers[streams](command);
      if (answer) client.write(answerTo(message, answer));
      else server.write(message);
    });
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    url: `mongodb://127.0.0.1:${(front.address() as AddressInfo).port}/?directConnection=true`,
    commands,
    async [Symbol.asyncDispose]() {
      const closed = once(front, 'close');
      front.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

type Streams = keyof typeof answers;

const deaf = Long.fromNumber(424_242);
const refusal = {
  ok: 0,
  code: 40_573,
  codeName: 'Location40573',
  errmsg: 'The $changeStream stage is only supported on replica sets',
};

/** What is answered in the server's place; undefined for what is passed on to it. */
const answers = {
  refused: (command: Document) => (watches(command) ? refusal : undefined),
  silent(command: Document) {
    const cursor = { id: deaf, ns: 'view.$cmd.aggregate' };
    if (watches(command)) return { ok: 1, cursor: { ...cursor, firstBatch: [] } };
    return Number(command['getMore']) === deaf.toNumber()
      ? { ok: 1, cursor: { ...cursor, nextBatch: [] } }
      : undefined;
  },
} as const satisfies Record<string, (command: Document) => Document | undefined>;

/** Messages of the wire protocol begin with their length. */
function forEachMessage(socket: Socket, take: (message: Buffer) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 4 && received.length >= received.readInt32LE(0)) {
      const length = received.readInt32LE(0);
      take(received.subarray(0, length));
      received = received.subarray(length);
    }
  });
}

const opMsgCode = 2013;

/** Of an OP_MSG its body; of what else a driver sends while it shakes hands, nothing. */
function commandOf(message: Buffer): Document {
  if (message.readInt32LE(12) !== opMsgCode) return {};
  return deserialize(message.subarray(21, 21 + message.readInt32LE(21)));
}

function watches({ pipeline }: Document): boolean {
  return Array.isArray(pipeline) && pipeline.some((stage: object) => '$changeStream' in stage);
}

function answerTo(request: Buffer, body: Document): Buffer {
  const answer = opMsg(body);
  request.copy(answer, 8, 4, 8);
  return answer;
}
