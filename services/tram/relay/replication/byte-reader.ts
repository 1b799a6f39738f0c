import type { Lsn } from './lsn.ts';

/** Reads a message from front to back, big endian; reading past the end throws RangeError. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get rest(): number {
    return this.#bytes.length - this.#at;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  /** A byte that stands for an ASCII letter. */
  letter(): string {
    return String.fromCharCode(this.uint8());
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#advance(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#advance(4));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#advance(8));
  }

  lsn(): Lsn {
    return this.#bytes.readBigUInt64BE(this.#advance(8)) as Lsn;
  }

  /** UTF-8 text of so many bytes. */
  text(length: number): string {
    const from = this.#advance(length);
    return this.#bytes.toString('utf8', from, from + length);
  }

  /** UTF-8 text that ends with a zero byte. */
  string(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0) throw new RangeError(`Text from byte ${this.#at} on has no end`);
    const text = this.text(end - this.#at);
    this.#advance(1);
    return text;
  }

  #advance(length: number): number {
    const from = this.#at;
    if (length < 0 || length > this.rest) {
      throw new RangeError(`${length} bytes wanted at ${from}, ${this.rest} are left`);
    }
    this.#at += length;
    return from;
  }
}
