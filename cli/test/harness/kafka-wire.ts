import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameSplitter } from '../../stack/embedded/kafka/net/frames.ts';
import type { Api } from '../../stack/embedded/kafka/protocol/api.ts';
import { requestHeader } from '../../stack/embedded/kafka/protocol/request-header.ts';
import { Reader } from '../../stack/embedded/kafka/wire/reader.ts';
import { Writer } from '../../stack/embedded/kafka/wire/writer.ts';
import { deferred, type Deferred } from '../../lib/deferred.ts';

const clientId = 'wire';
const closedByBroker = 'the broker closed the connection';
const maxFrameBytes = 128 * 1024 * 1024;
/** A correlation id. */
const smallestAnswer = 4;

/** A bare connection that speaks the protocol by the broker's own schemas: for what no client library would send. */
export class WireClient implements AsyncDisposable {
  readonly socket: Socket;
  readonly #splitter = new FrameSplitter(maxFrameBytes, smallestAnswer);
  readonly #waiting: Deferred<Buffer>[] = [];
  readonly #closed = deferred();
  #correlationId = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      for (const frame of this.#splitter.push(chunk)) this.#waiting.shift()?.resolve(frame);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed.resolve();
      for (const waiting of this.#waiting) waiting.reject(new Error(closedByBroker));
    });
  }

  static async connect(port: number): Promise<WireClient> {
    const client = new WireClient(connect(port, '127.0.0.1'));
    await Promise.race([once(client.socket, 'connect'), client.closed]);
    return client;
  }

  /** Resolves when the broker has closed the connection. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  async send<Request, Response>(
    api: Api<Request, Response>,
    version: number,
    request: Request,
  ): Promise<Response> {
    const answer = await this.sendRaw(requestFrame(api, version, request, ++this.#correlationId));
    const reader = new Reader(answer);
    if (reader.int32() !== this.#correlationId) throw new Error('answers came out of order');
    return api.response.read(reader, version);
  }

  /** Sends bytes as they are; resolves with the next frame, its length taken off. */
  sendRaw(bytes: Buffer): Promise<Buffer> {
    if (this.socket.destroyed) return Promise.reject(new Error(closedByBroker));
    const answer = deferred<Buffer>();
    this.#waiting.push(answer);
    this.socket.write(bytes);
    return answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.#closed.promise;
  }
}

/** A request as it goes over the wire, length included. */
export function requestFrame<Request>(
  api: Api<Request, unknown>,
  version: number,
  request: Request,
  correlationId: number,
): Buffer {
  const body = new Writer();
  requestHeader.write(body, { apiKey: api.key, apiVersion: version, correlationId, clientId }, 1);
  api.request.write(body, request, version);
  const length = new Writer();
  const buffers = body.buffers();
  length.int32(body.length);
  return Buffer.concat([...length.buffers(), ...buffers]);
}
