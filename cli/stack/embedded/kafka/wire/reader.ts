import { MalformedError } from './malformed.ts';

/** A cursor over one frame. Every read beyond its end throws MalformedError; bytes are handed out as views, not copies. */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#take(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#take(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8));
  }

  view(length: number): Buffer {
    if (length < 0) throw new MalformedError(`negative length ${length}`);
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  #take(length: number): number {
    const start = this.#at;
    if (length > this.#bytes.length - start) {
      throw new MalformedError(`${length} bytes wanted at ${start}, ${this.#bytes.length - start} are there`);
    }
    this.#at = start + length;
    return start;
  }
}
