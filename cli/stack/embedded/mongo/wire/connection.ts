import type { Socket } from 'node:net';
import { deferred } from '../../../../lib/deferred.ts';
import { toError } from '../../../../lib/errors.ts';
import type { Log } from '../log.ts';
import { MalformedBson } from '../value/malformed.ts';
import type { Doc } from '../value/value.ts';
import { FrameSplitter, MalformedFrame } from './frames.ts';
import { encodeReply, parseRequest, type Request } from './message.ts';

/** Requests that may wait on one connection before its socket is paused. */
const maxQueued = 32;

export interface ConnectionContext {
  readonly id: number;
  /** Aborts when the connection is gone, so that nothing waits for it. */
  readonly closed: AbortSignal;
}

export interface Handler {
  /** The reply, already safe to send: what it acknowledges is in the journal. */
  answer(request: Request, connection: ConnectionContext): Promise<Doc>;
}

/** Serves one client: requests in order, one at a time. A malformed frame ends this connection and nothing else. */
export class Connection {
  readonly #socket: Socket;
  readonly #handler: Handler;
  readonly #log: Log;
  readonly #splitter = new FrameSplitter();
  readonly #queue: Buffer[] = [];
  readonly #context: ConnectionContext;
  #busy = false;

  constructor(id: number, socket: Socket, handler: Handler, log: Log) {
    this.#socket = socket;
    this.#handler = handler;
    this.#log = log;
    const gone = new AbortController();
    this.#context = { id, closed: gone.signal };
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => gone.abort());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      this.#queue.push(...this.#splitter.push(chunk));
    } catch (thrown) {
      this.#refuse(toError(thrown));
      return;
    }
    if (this.#queue.length > maxQueued) this.#socket.pause();
    if (!this.#busy) void this.#serve();
  }

  async #serve(): Promise<void> {
    this.#busy = true;
    for (let frame = this.#queue.shift(); frame !== undefined; frame = this.#queue.shift()) {
      try {
        await this.#serveOne(parseRequest(frame));
      } catch (thrown) {
        this.#refuse(toError(thrown));
        break;
      }
    }
    this.#busy = false;
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  async #serveOne(request: Request): Promise<void> {
    const reply = await this.#handler.answer(request, this.#context);
    if (!request.wantsReply || this.#socket.destroyed) return;
    if (!this.#socket.write(encodeReply(request, reply))) await this.#drained();
  }

  #drained(): Promise<void> {
    const { promise, resolve } = deferred();
    const done = (): void => {
      this.#socket.off('drain', done);
      this.#socket.off('close', done);
      resolve();
    };
    this.#socket.on('drain', done);
    this.#socket.on('close', done);
    return promise;
  }

  #refuse(error: Error): void {
    const event =
      error instanceof MalformedFrame || error instanceof MalformedBson ? 'malformed' : 'connection failed';
    this.#log(event, { connection: this.#context.id, error: error.message });
    this.#queue.length = 0;
    this.#socket.destroy();
  }
}
