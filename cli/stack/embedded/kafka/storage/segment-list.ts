import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchHeader } from './batch-header.ts';
import type { OpenFiles } from './open-files.ts';
import { Segment, segmentName, segmentPattern } from './segment.ts';

/** The segments of one partition in order of offset; the last is the one that is written. */
export class SegmentList {
  readonly #folder: string;
  readonly #files: OpenFiles;
  #segments: Segment[];

  private constructor(folder: string, files: OpenFiles, segments: Segment[]) {
    this.#folder = folder;
    this.#files = files;
    this.#segments = segments;
  }

  /**
   * Opens the folder, which is made when missing. Everything behind the first broken batch goes: a torn tail is what a
   * killed process leaves, and it was never acknowledged. `cut` is told the bytes and the file.
   */
  static open(
    folder: string,
    files: OpenFiles,
    visit: (header: BatchHeader) => void,
    cut: (file: string, bytes: number) => void,
  ): SegmentList {
    mkdirSync(folder, { recursive: true });
    const bases = readdirSync(folder)
      .flatMap((file) => segmentPattern.exec(file)?.slice(1) ?? [])
      .map(BigInt)
      .sort((a, b) => (a < b ? -1 : 1));
    const segments: Segment[] = [];
    let broken = false;
    for (const [i, base] of bases.entries()) {
      const bytes = statSync(join(folder, segmentName(base))).size;
      const segment = new Segment(folder, base, files);
      if (broken) {
        segment.remove();
        cut(segment.path, bytes);
        continue;
      }
      const lost = segment.recover(bytes, i === bases.length - 1, visit);
      if (lost > 0) cut(segment.path, lost);
      broken = lost > 0;
      segments.push(segment);
    }
    if (segments.length === 0) segments.push(new Segment(folder, 0n, files));
    return new SegmentList(folder, files, segments);
  }

  get first(): Segment {
    return this.#segments[0]!;
  }

  get last(): Segment {
    return this.#segments.at(-1)!;
  }

  roll(): void {
    this.#segments.push(new Segment(this.#folder, this.last.nextOffset, this.#files));
  }

  /** The segment that holds `offset`, or the next that holds a later one. */
  holding(offset: bigint): Segment | undefined {
    return this.#segments.find((segment) => segment.nextOffset > offset);
  }

  /** In order of offset. */
  reachingTimestamp(timestamp: bigint): readonly Segment[] {
    return this.#segments.filter((segment) => segment.maxTimestamp >= timestamp);
  }

  /** Where the log begins when it keeps at most `maxBytes` and nothing older than `since`; whole segments only, -1 bytes for no bound. */
  startFor(maxBytes: number, since: bigint): bigint {
    let bytes = this.#segments.reduce((sum, segment) => sum + segment.size, 0);
    for (const segment of this.#segments) {
      const tooMuch = maxBytes >= 0 && bytes > maxBytes;
      if (segment === this.last || (!tooMuch && segment.maxTimestamp >= since)) return segment.baseOffset;
      bytes -= segment.size;
    }
    return this.last.baseOffset;
  }

  /** Removes the files that hold nothing at or after `offset`; the last one stays. */
  dropBefore(offset: bigint): void {
    const kept = this.#segments.filter((s) => s === this.last || s.nextOffset > offset);
    for (const segment of this.#segments) if (!kept.includes(segment)) segment.remove();
    this.#segments = kept;
  }

  close(): void {
    for (const segment of this.#segments) this.#files.close(segment.path);
  }
}
