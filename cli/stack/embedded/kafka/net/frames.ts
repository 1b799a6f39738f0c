import { MalformedError } from '../wire/malformed.ts';

const prefixSize = 4;
/** API key, version and correlation id: no request is shorter. */
const smallestRequest = 8;

/** Cuts a stream of bytes into frames. Memory grows with the bytes that came, never with the length announced. */
export class FrameSplitter {
  readonly #maxBytes: number;
  readonly #minBytes: number;
  #chunks: Buffer[] = [];
  #pending = 0;

  constructor(maxBytes: number, minBytes = smallestRequest) {
    this.#maxBytes = maxBytes;
    this.#minBytes = minBytes;
  }

  /** Bytes held of a frame that is not complete. */
  get pending(): number {
    return this.#pending;
  }

  /** The frames that this chunk completes, without their length. Throws MalformedError on a length that cannot be. */
  push(chunk: Buffer): readonly Buffer[] {
    this.#chunks.push(chunk);
    this.#pending += chunk.length;
    const frames: Buffer[] = [];
    for (;;) {
      const length = this.#announced();
      if (length === undefined || this.#pending < prefixSize + length) return frames;
      const bytes = this.#joined();
      frames.push(bytes.subarray(prefixSize, prefixSize + length));
      const rest = bytes.subarray(prefixSize + length);
      this.#chunks = rest.length === 0 ? [] : [rest];
      this.#pending = rest.length;
    }
  }

  #announced(): number | undefined {
    if (this.#pending < prefixSize) return undefined;
    if (this.#chunks[0]!.length < prefixSize) this.#joined();
    const length = this.#chunks[0]!.readInt32BE(0);
    if (length < this.#minBytes || length > this.#maxBytes) {
      throw new MalformedError(
        `frame of ${length} bytes; ${this.#minBytes} to ${this.#maxBytes} are accepted`,
      );
    }
    return length;
  }

  #joined(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks, this.#pending)];
    return this.#chunks[0]!;
  }
}
