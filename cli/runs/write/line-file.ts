import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { constants, createGzip } from 'node:zlib';
import { deferred } from '../../lib/deferred.ts';
import { toError } from '../../lib/errors.ts';
import type { RunEnd, RunLine } from '../format.ts';
import { jsonLine } from '../json-line.ts';
import { defaultLimits } from '../read/limits.ts';

export interface LineFileOptions {
  /** Open for writing; closed at the end. */
  readonly descriptor: number;
  /** Is told once why nothing more is written. */
  readonly onFailure: (reason: string) => void;
  /** What is written in place of a line. */
  readonly change?: (line: RunLine) => RunLine;
  /** So many lines may wait until the disk takes them. */
  readonly mostWaiting?: number;
  /** Inflated: more than that could not be opened again. */
  readonly mostBytes?: number;
  /** A process that is killed loses what it wrote within these milliseconds. */
  readonly flushMs?: number;
}

/** Written together, before the run has its turn again. */
const batchSize = 64;
/** So long the disk may take nothing at all of what is left at the end: many lines take longer than that together. */
const patienceMs = 10_000;
/** Looks in that time: a process that stood still itself makes one of them only. */
const looks = 4;
/** For the end line. */
const reservedBytes = 1_000;

/**
 * A file of gzip'ed lines. `add` only puts a line aside; it is written when the run waits for something else. A disk
 * that is too slow or full ends the recording, and never the run.
 */
export class LineFile {
  readonly #options: LineFileOptions;
  readonly #gzip = createGzip();
  readonly #hash = createHash('sha256');
  readonly #written: Promise<void>;
  #waiting: RunLine[] = [];
  #draining: Promise<void> | undefined;
  #flush: NodeJS.Timeout | undefined;
  #failure: string | undefined;
  readonly #failed = deferred();
  readonly #file: WriteStream;
  #observations = 0;
  #bytes = 0;
  /** Lines that the packing has taken. */
  #taken = 0;

  constructor(options: LineFileOptions) {
    this.#options = options;
    this.#file = createWriteStream('', { fd: options.descriptor });
    this.#written = pipeline(this.#gzip, this.#file).catch((thrown: unknown) =>
      this.#fail(toError(thrown).message),
    );
  }

  /** Why it could not be written; undefined as long as all is well. */
  get failure(): string | undefined {
    return this.#failure;
  }

  add(line: RunLine): void {
    if (this.#failure !== undefined) return;
    const most = this.#options.mostWaiting ?? 100_000;
    if (this.#waiting.length >= most) return this.#fail(`the disk is too slow: ${most} lines wait for it`);
    this.#waiting.push(line);
    this.#draining ??= this.#drain();
  }

  /**
   * Resolves when all that was added before can be read from the file, which goes on; also when that is known to have
   * failed. What is added meanwhile is not waited for.
   */
  async flush(): Promise<void> {
    const upTo = this.#taken + this.#waiting.length;
    await this.#until(() => this.#taken >= upTo);
    if (this.#failure !== undefined) return;
    const flushed = new Promise<void>((resolve) => this.#gzip.flush(constants.Z_SYNC_FLUSH, resolve));
    await Promise.race([flushed, this.#failed.promise]);
    await this.#until(() => this.#gzip.readableLength === 0 && this.#file.writableLength === 0);
  }

  /** Writes what waits and the end line. Resolves when all is on the disk, or is known not to get there. */
  async end(): Promise<void> {
    let [before, idle] = [this.#progress, 0];
    const timer = setInterval(() => {
      idle = this.#progress === before ? idle + 1 : 0;
      before = this.#progress;
      if (idle === looks) this.#fail(`the disk took nothing of it for ${patienceMs / 1000} s`);
    }, patienceMs / looks);
    await Promise.race([this.#finish(), this.#failed.promise]);
    clearInterval(timer);
  }

  /** Grows as long as anything is packed or reaches the disk. */
  get #progress(): number {
    return this.#taken + this.#file.bytesWritten;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && this.#failure === undefined) await nextTurn();
  }

  async #finish(): Promise<void> {
    await this.#draining;
    clearTimeout(this.#flush);
    if (this.#failure === undefined) {
      const end: RunEnd = { observations: this.#observations, sha256: this.#hash.digest('hex') };
      this.#gzip.end(`${jsonLine({ end })}\n`);
    }
    await this.#written;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        await nextTurn();
        // A stream that has failed drains no more.
        if (this.#failure !== undefined) return;
        if (this.#write(this.#waiting.splice(0, batchSize))) continue;
        const drained = new Promise((resolve) => this.#gzip.once('drain', resolve));
        await Promise.race([drained, this.#failed.promise]);
      }
      this.#flush ??= setTimeout(() => this.#flushNow(), this.#options.flushMs ?? 250);
    } catch (thrown) {
      this.#fail(toError(thrown).message);
    } finally {
      this.#draining = undefined;
    }
  }

  #write(lines: readonly RunLine[]): boolean {
    const { change } = this.#options;
    let text = '';
    for (const line of lines) {
      if ('o' in line) this.#observations += 1;
      const written = `${jsonLine(change === undefined ? line : change(line))}\n`;
      this.#requireRoom(Buffer.byteLength(written));
      text += written;
    }
    this.#taken += lines.length;
    this.#hash.update(text);
    return this.#gzip.write(text);
  }

  #requireRoom(bytes: number): void {
    this.#bytes += bytes;
    const most = this.#options.mostBytes ?? defaultLimits.bytes - reservedBytes;
    if (this.#bytes > most || bytes > defaultLimits.lineBytes)
      throw new Error(`it is larger than can be opened again: ${this.#bytes} bytes`);
  }

  #flushNow(): void {
    this.#flush = undefined;
    if (this.#failure === undefined) this.#gzip.flush(constants.Z_SYNC_FLUSH);
  }

  #fail(reason: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    this.#failed.resolve();
    this.#waiting = [];
    clearTimeout(this.#flush);
    this.#gzip.destroy(new Error(reason));
    this.#options.onFailure(reason);
  }
}
