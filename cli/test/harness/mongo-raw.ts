import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';
import { deferred, type Deferred } from '../../lib/deferred.ts';

export interface RawMongo extends AsyncDisposable {
  readonly socket: Socket;
  /** Sends one OP_MSG; resolves to the reply. Rejects when the server closes the connection instead. */
  send(command: Document): Promise<Document>;
}

/** An OP_MSG of one body section. */
export function opMsg(command: Document): Buffer {
  const body = serialize(command);
  const frame = Buffer.alloc(21 + body.length);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(2013, 12);
  frame.set(body, 21);
  return frame;
}

/** A connection that speaks the wire protocol without a driver, for what a driver would never send. */
export async function connectRaw(port: number): Promise<RawMongo> {
  const socket = connect(port, '127.0.0.1');
  let received = Buffer.alloc(0);
  let waiting: Deferred<Document> | undefined;
  socket.on('error', () => undefined);
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')));
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (received.length < 4 || received.length < received.readInt32LE(0)) return;
    waiting?.resolve(deserialize(received.subarray(21)));
    received = Buffer.alloc(0);
  });
  await once(socket, 'connect');
  return {
    socket,
    send(command) {
      waiting = deferred<Document>();
      socket.write(opMsg(command));
      return waiting.promise;
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}
