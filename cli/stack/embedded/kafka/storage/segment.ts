import { ftruncateSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  batchSize,
  crcCoversFrom,
  headerSize,
  readHeader,
  readLastOffset,
  storedCrc,
  type BatchHeader,
} from './batch-header.ts';
import { crc32c } from './crc32c.ts';
import type { OpenFiles } from './open-files.ts';
import { scanBatches, type Scanned } from './scan.ts';
import { SparseIndex } from './sparse-index.ts';
import { writeAll } from './write-all.ts';

export const segmentName = (baseOffset: bigint) => `${String(baseOffset).padStart(20, '0')}.log`;
export const segmentPattern = /^(\d{20})\.log$/;

/** One file of a partition's log: batches as they came, one after another. */
export class Segment {
  readonly baseOffset: bigint;
  readonly path: string;
  readonly #files: OpenFiles;
  #index = new SparseIndex();
  #size = 0;
  #nextOffset: bigint;
  #maxTimestamp = -1n;

  constructor(folder: string, baseOffset: bigint, files: OpenFiles) {
    this.baseOffset = baseOffset;
    this.path = join(folder, segmentName(baseOffset));
    this.#files = files;
    this.#nextOffset = baseOffset;
  }

  get size(): number {
    return this.#size;
  }

  /** Offset that follows the last record. */
  get nextOffset(): bigint {
    return this.#nextOffset;
  }

  get maxTimestamp(): bigint {
    return this.#maxTimestamp;
  }

  /** Reads what is there and cuts off a tail that is torn or out of order; `visit` sees each header. Answers the bytes cut. */
  recover(bytes: number, checkCrc: boolean, visit: (header: BatchHeader) => void): number {
    const fd = this.#files.descriptor(this.path);
    for (const { batch, position } of scanBatches(fd, 0, bytes)) {
      const header = readHeader(batch);
      if (header.baseOffset < this.#nextOffset) break;
      if (checkCrc && storedCrc(batch) !== crc32c(batch, crcCoversFrom)) break;
      this.#note(header, position);
      visit(header);
    }
    const cut = bytes - this.#size;
    if (cut > 0) this.truncate();
    return cut;
  }

  /** Cuts off whatever lies behind the last batch that is known to be whole. */
  truncate(): void {
    ftruncateSync(this.#files.descriptor(this.path), this.#size);
  }

  write(batches: readonly Buffer[]): void {
    writeAll(this.#files.descriptor(this.path), batches, this.#size);
    for (const batch of batches) this.#note(readHeader(batch), this.#size);
  }

  /** Whole batches from the one that holds `offset` on, as far as `maxBytes` goes. */
  read(offset: bigint, maxBytes: number, atLeastOne: boolean): Buffer | undefined {
    const fd = this.#files.descriptor(this.path);
    const header = Buffer.allocUnsafe(headerSize);
    for (let at = this.#index.positionBefore(offset); at < this.#size; at += batchSize(header, 0)) {
      readSync(fd, header, 0, headerSize, at);
      if (readLastOffset(header, 0) < offset) continue;
      const first = batchSize(header, 0);
      if (first > maxBytes && !atLeastOne) return undefined;
      return this.#wholeBatches(fd, at, Math.min(Math.max(maxBytes, first), this.#size - at));
    }
    return undefined;
  }

  scan(): Generator<Scanned> {
    return scanBatches(this.#files.descriptor(this.path), 0, this.#size);
  }

  remove(): void {
    this.#files.close(this.path);
    rmSync(this.path, { force: true });
  }

  #wholeBatches(fd: number, position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    readSync(fd, bytes, 0, length, position);
    let end = 0;
    while (end + headerSize <= length && end + batchSize(bytes, end) <= length) end += batchSize(bytes, end);
    return bytes.subarray(0, end);
  }

  #note(header: BatchHeader, position: number): void {
    this.#index.add(header.baseOffset, position);
    this.#size = position + header.size;
    this.#nextOffset = header.baseOffset + BigInt(header.lastOffsetDelta) + 1n;
    if (header.maxTimestamp > this.#maxTimestamp) this.#maxTimestamp = header.maxTimestamp;
  }
}
