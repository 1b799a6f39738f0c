const scratchSize = 512;
/** Longer values are passed on by reference instead of being copied. */
const copyLimit = 256;

/** Collects one frame as a list of buffers, so that record batches reach the socket without a copy. */
export class Writer {
  #done: Buffer[] = [];
  #scratch = Buffer.allocUnsafe(scratchSize);
  #start = 0;
  #at = 0;
  #length = 0;

  int8(value: number): void {
    const at = this.#room(1);
    this.#scratch.writeInt8(value, at);
  }

  int16(value: number): void {
    const at = this.#room(2);
    this.#scratch.writeInt16BE(value, at);
  }

  int32(value: number): void {
    const at = this.#room(4);
    this.#scratch.writeInt32BE(value, at);
  }

  int64(value: bigint): void {
    const at = this.#room(8);
    this.#scratch.writeBigInt64BE(value, at);
  }

  bytes(value: Buffer): void {
    if (value.length <= copyLimit) {
      const at = this.#room(value.length);
      value.copy(this.#scratch, at);
      return;
    }
    this.#flush();
    this.#done.push(value);
    this.#length += value.length;
  }

  /** What was written, without a length prefix. The writer must not be used afterwards. */
  buffers(): readonly Buffer[] {
    this.#flush();
    return this.#done;
  }

  get length(): number {
    return this.#length;
  }

  /** Where to write in the scratch, which may be another one afterwards. */
  #room(length: number): number {
    if (length > this.#scratch.length - this.#at) {
      this.#flush();
      this.#scratch = Buffer.allocUnsafe(scratchSize);
      this.#start = 0;
      this.#at = 0;
    }
    const start = this.#at;
    this.#at += length;
    this.#length += length;
    return start;
  }

  #flush(): void {
    if (this.#at > this.#start) this.#done.push(this.#scratch.subarray(this.#start, this.#at));
    this.#start = this.#at;
  }
}
