/** A frame that cannot be one: the connection is closed. */
export class MalformedFrame extends Error {
  constructor(what: string) {
    super(`Malformed frame: ${what}`);
    this.name = 'MalformedFrame';
  }
}

export const headerLength = 16;
export const maxMessageBytes = 48_000_000;

/** Cuts a byte stream into wire messages (each begins with its own length). Holds at most one incomplete message. */
export class FrameSplitter {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** The messages that are complete with this chunk. Throws MalformedFrame for an impossible length. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const frames: Buffer[] = [];
    for (
      let length = this.#nextLength();
      length !== undefined && this.#bytes >= length;
      length = this.#nextLength()
    ) {
      const all = this.#joined();
      frames.push(all.subarray(0, length));
      this.#bytes -= length;
      this.#chunks = this.#bytes > 0 ? [all.subarray(length)] : [];
    }
    return frames;
  }

  #nextLength(): number | undefined {
    if (this.#bytes < 4) return undefined;
    const first = this.#chunks[0];
    const head = first !== undefined && first.length >= 4 ? first : this.#joined();
    const length = head.readInt32LE(0);
    if (length < headerLength || length > maxMessageBytes)
      throw new MalformedFrame(`message length ${length}, allowed are ${headerLength} to ${maxMessageBytes}`);
    return length;
  }

  #joined(): Buffer {
    const [only] = this.#chunks;
    if (only !== undefined && this.#chunks.length === 1) return only;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}
