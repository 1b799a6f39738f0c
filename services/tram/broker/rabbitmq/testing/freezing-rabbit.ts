import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that agrees to whatever it is asked, over a real socket, until it freezes: as one that hangs, or behind a lost network. */
export interface FreezingRabbit {
  readonly url: string;
  /** Seconds between heartbeats that each client has asked for; the server offers 60. */
  readonly heartbeats: readonly number[];
  /** Connections that the client has not hung up. */
  readonly open: number;
  /** From now on it reads and says nothing. */
  freeze(): void;
  /** How many of the client's methods came in since. */
  readonly unanswered: number;
  stop(): Promise<void>;
}

/** Numbers of class and method of AMQP 0-9-1: https://www.rabbitmq.com/resources/specs/amqp0-9-1.xml */
const start = [10, 10, 0, 9, 0, 0, 0, 0, ...longText('PLAIN'), ...longText('en_US')];
const offeredHeartbeat = 60;
const answers: Readonly<Record<string, readonly number[]>> = {
  // start-ok: tune
  '10.11': [10, 30, 0, 0, 0, 2, 0, 0, 0, offeredHeartbeat],
  // open, close
  '10.40': [10, 41, 0],
  '10.50': [10, 51],
  // channel open, close
  '20.10': [20, 11, 0, 0, 0, 0],
  '20.40': [20, 41],
  // exchange declare; queue declare, bind, delete
  '40.10': [40, 11],
  '50.10': [50, 11, 1, 'q'.charCodeAt(0), 0, 0, 0, 0, 0, 0, 0, 0],
  '50.20': [50, 21],
  '50.40': [50, 41, 0, 0, 0, 0],
  // basic qos, consume; confirm select
  '60.10': [60, 11],
  '60.20': [60, 21, 1, 'c'.charCodeAt(0)],
  '85.10': [85, 11],
};

export async function startFreezingRabbit(): Promise<FreezingRabbit> {
  const sockets = new Set<Socket>();
  const heartbeats: number[] = [];
  let isFrozen = false;
  let unanswered = 0;

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let rest: Buffer = Buffer.alloc(0);
    let isGreeted = false;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    // Frozen it ends nothing; what it still sends is refused by a client that has hung up, taken by one that has not.
    socket.on('end', () => {
      if (!isFrozen) return void socket.end();
      const beat = setInterval(() => socket.write(heartbeat), 10);
      socket.on('close', () => clearInterval(beat));
    });
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      if (!isGreeted && rest.length >= protocolHeader) {
        isGreeted = true;
        rest = rest.subarray(protocolHeader);
        socket.write(frame(0, start));
      }
      for (let size = frameSize(rest); size !== undefined; size = frameSize(rest)) {
        answer(socket, rest.subarray(0, size));
        rest = rest.subarray(size);
      }
    });
  });

  function answer(socket: Socket, asked: Buffer): void {
    if (asked[0] !== methodFrame) return;
    const method = `${asked.readUInt16BE(7)}.${asked.readUInt16BE(9)}`;
    if (isFrozen) unanswered += 1;
    else if (method === tuneOk) heartbeats.push(asked.readUInt16BE(17));
    const body = answers[method];
    if (!isFrozen && body) socket.write(frame(asked.readUInt16BE(1), body));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `amqp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heartbeats,
    get open() {
      return sockets.size;
    },
    freeze() {
      isFrozen = true;
    },
    get unanswered() {
      return unanswered;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const protocolHeader = 8;
const methodFrame = 1;
const tuneOk = '10.31';
/** Type, channel and size before the body, a byte behind it. */
const around = 8;
const frameEnd = 0xce;
const heartbeat = Buffer.from([8, 0, 0, 0, 0, 0, 0, frameEnd]);

function frame(channel: number, [major = 0, minor = 0, ...rest]: readonly number[]): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(methodFrame, 0);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(rest.length + 4, 3);
  head.writeUInt16BE(major, 7);
  head.writeUInt16BE(minor, 9);
  return Buffer.concat([head, Buffer.from([...rest, frameEnd])]);
}

function frameSize(bytes: Buffer): number | undefined {
  if (bytes.length < around) return undefined;
  const size = bytes.readUInt32BE(3) + around;
  return bytes.length < size ? undefined : size;
}

function longText(text: string): number[] {
  return [0, 0, 0, text.length, ...Buffer.from(text)];
}
