import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { deserialize, type Document } from 'bson';
import { opMsg } from './mongo-raw.ts';

export interface MongoFront extends AsyncDisposable {
  readonly url: string;
  /** Names of the commands that came through it. */
  readonly commands: readonly string[];
}

/** In front of a real server, which it makes refuse change streams as a mongod that is no replica set does. */
export async function mongoWithoutStreams(port: number): Promise<MongoFront> {
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
      if (watches(command)) client.write(refusal(message));
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

function refusal(request: Buffer): Buffer {
  const errmsg = 'The $changeStream stage is only supported on replica sets';
  const answer = opMsg({ ok: 0, code: 40_573, codeName: 'Location40573', errmsg });
  request.copy(answer, 8, 4, 8);
  return answer;
}
