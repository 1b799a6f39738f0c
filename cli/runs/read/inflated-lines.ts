import { createReadStream } from 'node:fs';
import { constants, createGunzip } from 'node:zlib';
import { toError, UsageError } from '../../lib/errors.ts';
import type { ReadLimits } from './limits.ts';

export interface FileLine {
  /** Counted from 1. */
  readonly number: number;
  /** Without its line feed. */
  readonly bytes: Buffer;
}

/** How the file ended: `undefined` with a whole line, else in words what is wrong with its end. */
export type Ending = { readonly damage: string | undefined };

const lineFeed = 0x0a;

/**
 * The whole lines of a gzip'ed file, one after another, and at last how it ended. A file cut off at any byte gives what
 * comes before the cut. @throws UsageError when it is no gzip file, or larger than the limits allow
 */
export async function* inflatedLines(file: string, limits: ReadLimits): AsyncGenerator<FileLine, Ending> {
  const packed = createReadStream(file);
  // Where the file is cut off the last block is given as far as it goes, instead of an error.
  const inflating = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  packed.once('error', (error) => inflating.destroy(error));
  packed.pipe(inflating);
  const lines = new Lines(file, limits);
  try {
    for await (const chunk of inflating) {
      lines.add(chunk as Buffer, packed.bytesRead);
      yield* lines.take();
    }
  } catch (thrown) {
    const error = toError(thrown) as NodeJS.ErrnoException;
    if (error instanceof UsageError) throw error;
    if (!isOfZlib(error)) throw new UsageError(`Cannot read ${file}: ${error.message}`, { cause: error });
    if (lines.count === 0)
      throw new UsageError(`${file} is no recording: it is not gzip'ed.`, { cause: error });
    return { damage: `what is packed after line ${lines.count} is broken (${error.message})` };
  } finally {
    packed.destroy();
    inflating.destroy();
  }
  return { damage: lines.rest === 0 ? undefined : `line ${lines.count + 1} is cut off in the middle` };
}

function isOfZlib({ code }: NodeJS.ErrnoException): boolean {
  return code?.startsWith('Z_') ?? false;
}

/** Puts chunks together to lines, and counts what they come to. */
class Lines {
  count = 0;
  /** Bytes after the last line feed. */
  rest = 0;
  readonly #file: string;
  readonly #limits: ReadLimits;
  #pending: Buffer[] = [];
  #whole: Buffer[] = [];
  #bytes = 0;

  constructor(file: string, limits: ReadLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  add(chunk: Buffer, packed: number): void {
    this.#bytes += chunk.length;
    const { bytes, ratio, ratioFrom } = this.#limits;
    if (this.#bytes > bytes) this.#refuse(`is larger than ${bytes} bytes when unpacked`);
    if (this.#bytes > ratioFrom && this.#bytes > packed * ratio)
      this.#refuse(`unpacks to more than ${ratio} times its size`);
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      this.#keep(chunk.subarray(from, end));
      this.#whole.push(this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending));
      this.#pending = [];
      this.rest = 0;
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  *take(): Generator<FileLine> {
    for (const bytes of this.#whole) yield { number: (this.count += 1), bytes };
    this.#whole = [];
  }

  #keep(part: Buffer): void {
    this.rest += part.length;
    if (this.rest > this.#limits.lineBytes)
      this.#refuse(
        `has a line of more than ${this.#limits.lineBytes} bytes (line ${this.count + this.#whole.length + 1})`,
      );
    this.#pending.push(part);
  }

  #refuse(why: string): never {
    throw new UsageError(`${this.#file} ${why}: no run writes such a recording.`);
  }
}
