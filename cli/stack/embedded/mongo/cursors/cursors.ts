import { randomBytes } from 'node:crypto';
import { CommandError } from '../errors.ts';
import type { Value } from '../value/value.ts';

export interface BatchRequest {
  /** Documents at most; undefined for as many as fit. */
  readonly size: number | undefined;
  /** How long to wait for a first document, for cursors that can wait. */
  readonly awaitMs: number;
  /** One aborts when nobody waits any more: the connection is gone or the cursor was killed. */
  readonly signals: readonly AbortSignal[];
}

export interface Batch {
  readonly docs: Value[];
  readonly exhausted: boolean;
  /** For change streams: where to go on after this batch. */
  readonly resumeToken?: Value;
}

/** Where a cursor's documents come from. */
export interface Source {
  next(request: BatchRequest): Batch | Promise<Batch>;
}

export interface Cursor {
  readonly id: bigint;
  readonly ns: string;
  readonly source: Source;
  readonly session: string | undefined;
  readonly killed: AbortController;
  usedMs: number;
  busy: boolean;
}

const maxCursors = 10_000;
const idleMs = 10 * 60_000;
const sweepEveryMs = 60_000;

/** Open cursors, bounded in number and in idle time. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  readonly #sweep = setInterval(() => this.#killIdle(), sweepEveryMs).unref();

  get size(): number {
    return this.#open.size;
  }

  open(ns: string, source: Source, session: string | undefined): Cursor {
    if (this.#open.size >= maxCursors) this.#killIdle();
    if (this.#open.size >= maxCursors)
      throw new CommandError(
        'InternalError',
        `${maxCursors} cursors are open: close some (they expire after 10 idle minutes)`,
      );
    const id = randomBytes(8).readBigInt64LE() & 0x7fffffffffffffffn;
    const cursor: Cursor = {
      id,
      ns,
      source,
      session,
      killed: new AbortController(),
      usedMs: Date.now(),
      busy: false,
    };
    this.#open.set(id, cursor);
    return cursor;
  }

  /** Throws CursorNotFound. */
  get(id: bigint, ns: string): Cursor {
    const cursor = this.#open.get(id);
    if (cursor === undefined || cursor.ns !== ns)
      throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    return cursor;
  }

  close(id: bigint): boolean {
    const cursor = this.#open.get(id);
    cursor?.killed.abort();
    return this.#open.delete(id);
  }

  closeOfSession(session: string): void {
    for (const cursor of this.#open.values()) if (cursor.session === session) this.close(cursor.id);
  }

  stop(): void {
    clearInterval(this.#sweep);
    for (const id of this.#open.keys()) this.close(id);
  }

  #killIdle(): void {
    const before = Date.now() - idleMs;
    for (const cursor of this.#open.values())
      if (!cursor.busy && cursor.usedMs < before) this.close(cursor.id);
  }
}
