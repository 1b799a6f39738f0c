import type { Socket } from 'node:net';
import { toError } from '../../../../lib/errors.ts';
import type { LogLine } from '../log-line.ts';
import type { NetworkLimits } from '../options.ts';
import type { ByteBudget } from './byte-budget.ts';
import { FrameSplitter } from './frames.ts';

/** One request, understood as far as its API. */
export interface Call {
  /** May be begun while earlier ones of its kind are still being answered. */
  readonly pipelined: boolean;
  /** The frame to send; empty when the client wants no answer. Rejects when the connection cannot go on. */
  answer(signal: AbortSignal): Promise<readonly Buffer[]>;
}

export interface ConnectionContext {
  readonly limits: NetworkLimits;
  readonly budget: ByteBudget;
  readonly report: LogLine;
  /** Throws when the frame is not a request that is served. */
  readonly understand: (frame: Buffer, clientHost: string) => Call;
}

interface Queued {
  readonly call: Call;
  readonly bytes: number;
}

/**
 * One client. Requests are begun one after another (Produce may overtake the writing of the one before) and always
 * answered in order; when too many wait, or the client does not read its answers, its socket is not read either.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  readonly #peer: string;
  readonly #splitter: FrameSplitter;
  readonly #gone = new AbortController();
  #queue: Queued[] = [];
  #running: Queued[] = [];
  #answers: Promise<void> = Promise.resolve();
  /** Bytes of the requests that are queued or running. */
  #requestBytes = 0;
  /** What the budget was told. */
  #held = 0;
  #stopping = false;

  constructor(socket: Socket, context: ConnectionContext) {
    this.#socket = socket;
    this.#context = context;
    this.#peer = `${socket.remoteAddress}:${socket.remotePort}`;
    this.#splitter = new FrameSplitter(context.limits.maxFrameBytes);
    socket.setNoDelay(true);
    socket.setTimeout(context.limits.idleMs, () => this.#idle());
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('drain', () => this.#pump());
    socket.on('error', (error) => this.#close(error));
    socket.on('close', () => this.#closed());
  }

  /** Answers what has begun, then closes. Whoever waits for something to happen is answered at once. */
  stop(): void {
    this.#stopping = true;
    this.#queue = [];
    this.#gone.abort();
    void this.#answers.finally(() => this.#socket.destroySoon());
  }

  #receive(chunk: Buffer): void {
    if (this.#stopping) return;
    try {
      for (const frame of this.#splitter.push(chunk)) {
        const call = this.#context.understand(frame, this.#socket.remoteAddress ?? '');
        this.#queue.push({ call, bytes: frame.length });
        this.#requestBytes += frame.length;
      }
    } catch (error) {
      this.#close(toError(error));
      return;
    }
    this.#account();
    if (this.#context.budget.exceeded) {
      this.#close(new Error('the requests received take more memory than allowed'));
      return;
    }
    this.#pump();
  }

  #pump(): void {
    while (this.#mayBegin()) this.#begin(this.#queue.shift()!);
    const full = this.#queue.length > this.#context.limits.maxQueuedRequests;
    if (full || this.#socket.writableNeedDrain) this.#socket.pause();
    else this.#socket.resume();
  }

  #mayBegin(): boolean {
    const next = this.#queue[0];
    if (next === undefined || this.#stopping || this.#socket.writableNeedDrain) return false;
    if (this.#running.length === 0) return true;
    return next.call.pipelined && this.#running.every((earlier) => earlier.call.pipelined);
  }

  #begin(request: Queued): void {
    this.#running.push(request);
    const answer = request.call.answer(this.#gone.signal);
    this.#answers = Promise.all([answer, this.#answers]).then(
      ([frame]) => this.#send(request, frame),
      (error: unknown) => this.#close(toError(error)),
    );
  }

  #send(request: Queued, frame: readonly Buffer[]): void {
    this.#running = this.#running.filter((other) => other !== request);
    this.#requestBytes -= request.bytes;
    this.#account();
    if (this.#socket.destroyed) return;
    this.#socket.cork();
    for (const buffer of frame) this.#socket.write(buffer);
    this.#socket.uncork();
    this.#pump();
  }

  #account(): void {
    const held = this.#socket.destroyed ? 0 : this.#splitter.pending + this.#requestBytes;
    this.#context.budget.change(held - this.#held);
    this.#held = held;
  }

  #idle(): void {
    if (this.#running.length === 0) this.#close(undefined);
  }

  #close(reason: Error | undefined): void {
    if (this.#socket.destroyed) return;
    if (reason) {
      this.#context.report('warn', 'connection closed', { peer: this.#peer, reason: reason.message });
    }
    this.#socket.destroy();
  }

  #closed(): void {
    this.#queue = [];
    this.#running = [];
    this.#account();
    this.#gone.abort();
  }
}
