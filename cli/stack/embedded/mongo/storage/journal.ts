import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { deferred, type Deferred } from '../../../../lib/deferred.ts';
import { frameRecord } from './record.ts';

/**
 * An append-only file. Everything appended in one turn of the event loop is written by one `write` at its end, and
 * only then acknowledged: a killed process loses nothing acknowledged (the page cache has it), a lost machine may.
 */
export class Journal {
  readonly #fd: number;
  #size: number;
  #pending: Buffer[] = [];
  #flushed: Deferred<void> | undefined;
  #onFlush: () => void;

  constructor(path: string, onFlush: () => void) {
    this.#fd = openSync(path, 'a');
    this.#size = fstatSync(this.#fd).size;
    this.#onFlush = onFlush;
  }

  get size(): number {
    return this.#size;
  }

  append(payload: Buffer): void {
    this.#pending.push(frameRecord(payload));
    if (this.#flushed !== undefined) return;
    this.#flushed = deferred();
    setImmediate(() => this.flush());
  }

  /** Resolves when all that was appended so far is in the file; undefined when it already is. */
  durable(): Promise<void> | undefined {
    return this.#flushed?.promise;
  }

  /** Throws what the disk says (it is full, say): the process then must not go on, for memory is ahead of the file. */
  flush(): void {
    const flushed = this.#flushed;
    if (flushed === undefined) return;
    const bytes =
      this.#pending.length === 1 && this.#pending[0] !== undefined
        ? this.#pending[0]
        : Buffer.concat(this.#pending);
    this.#pending = [];
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    this.#size += bytes.length;
    this.#flushed = undefined;
    this.#onFlush();
    flushed.resolve();
  }

  close(): void {
    this.flush();
    closeSync(this.#fd);
  }
}
