import { toError } from '../../../../lib/errors.ts';
import { deferred, type Deferred } from '../../../../lib/deferred.ts';
import type { LogLine } from '../log-line.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { stamp, type BatchHeader } from './batch-header.ts';
import type { GroupCommit } from './group-commit.ts';
import type { OpenFiles } from './open-files.ts';
import { ProducerStates } from './producer-state.ts';
import { RecentBatches, type RecentBytes } from './recent-batches.ts';
import { SegmentList } from './segment-list.ts';
import { offsetAtTimestamp, type FoundOffset } from './timestamp-search.ts';

/** What all partitions share. */
export interface Storage {
  readonly commit: GroupCommit;
  readonly files: OpenFiles;
  readonly recent: RecentBytes;
  readonly report: LogLine;
}

export interface Appended {
  readonly errorCode: ErrorCode;
  /** -1 when refused. */
  readonly baseOffset: bigint;
}

/** The log of one partition. Its files are opened and checked at the first use. Methods throw the system's I/O errors. */
export class PartitionLog {
  readonly #folder: string;
  readonly #storage: Storage;
  readonly #segmentBytes: () => number;
  readonly #recent: RecentBatches;
  readonly #listeners = new Set<() => void>();
  #segments: SegmentList | undefined;
  #producers = new ProducerStates();
  #trimmedTo: bigint;
  #nextOffset = 0n;
  #waiting: Buffer[] = [];
  /** Of those whose batches wait for the next write; then of those whose batches were just written. */
  #written: Deferred<ErrorCode> | undefined;
  #outcome: ErrorCode = errorCode.none;
  #removed = false;

  constructor(folder: string, storage: Storage, trimmedTo: bigint, segmentBytes: () => number) {
    this.#folder = folder;
    this.#storage = storage;
    this.#recent = new RecentBatches(storage.recent);
    this.#trimmedTo = trimmedTo;
    this.#segmentBytes = segmentBytes;
  }

  get startOffset(): bigint {
    const first = this.#opened().first.baseOffset;
    return first > this.#trimmedTo ? first : this.#trimmedTo;
  }

  /** Everything before it is written and may be read. */
  get highWatermark(): bigint {
    const next = this.#opened().last.nextOffset;
    return next > this.#trimmedTo ? next : this.#trimmedTo;
  }

  /** Takes one checked batch; resolves when it is written. A repeat resolves with its first offset. */
  async append(batch: Buffer, header: BatchHeader): Promise<Appended> {
    this.#opened();
    const judgement = this.#producers.judge(header);
    if (judgement.kind === 'refuse') return { errorCode: judgement.errorCode, baseOffset: -1n };
    if (judgement.kind === 'duplicate') {
      return this.#after(this.#written?.promise, judgement.baseOffset);
    }
    const baseOffset = this.#nextOffset;
    stamp(batch, baseOffset);
    this.#producers.record(header, baseOffset);
    this.#nextOffset += BigInt(header.lastOffsetDelta) + 1n;
    this.#waiting.push(batch);
    this.#written ??= deferred<ErrorCode>();
    this.#storage.commit.schedule(this);
    return this.#after(this.#written.promise, baseOffset);
  }

  /** Batches from `offset` on; whole ones only, and the first even above `maxBytes` when `atLeastOne`. */
  read(offset: bigint, maxBytes: number, atLeastOne: boolean): readonly Buffer[] {
    if (offset >= this.highWatermark) return [];
    const recent = this.#recent.from(offset, maxBytes, atLeastOne);
    if (recent) return recent;
    const bytes = this.#opened().holding(offset)?.read(offset, maxBytes, atLeastOne);
    return bytes === undefined || bytes.length === 0 ? [] : [bytes];
  }

  /** The first record at or after `timestamp` (ms since 1970). */
  find(timestamp: bigint): FoundOffset | undefined {
    return offsetAtTimestamp(this.#opened().reachingTimestamp(timestamp), timestamp, this.startOffset);
  }

  /** Tells of every write until the answered function is called. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Where the log should begin by its retention; undefined while it is not in use. `since` is in ms since 1970. */
  startFor(maxBytes: number, since: bigint): bigint | undefined {
    return this.#segments?.startFor(maxBytes, since);
  }

  /** Records before `offset` are gone; whole files of them are removed. */
  trim(offset: bigint): void {
    if (offset > this.#trimmedTo) this.#trimmedTo = offset;
    this.#opened().dropBefore(this.#trimmedTo);
  }

  flush(): void {
    const batches = this.#waiting;
    this.#waiting = [];
    if (this.#removed) {
      this.#outcome = errorCode.unknownTopicOrPartition;
      return;
    }
    try {
      const segments = this.#opened();
      if (segments.last.size >= this.#segmentBytes()) segments.roll();
      segments.last.write(batches);
      for (const batch of batches) this.#recent.push(batch);
      this.#outcome = errorCode.none;
    } catch (error) {
      this.#fail(toError(error));
    }
  }

  settle(): void {
    this.#written?.resolve(this.#outcome);
    this.#written = undefined;
    for (const listener of this.#listeners) listener();
  }

  /** Its topic is deleted: what waits is refused, who reads is woken. The caller removes the folder. */
  remove(): void {
    this.#removed = true;
    this.close();
    this.#storage.commit.schedule(this);
  }

  close(): void {
    this.#recent.clear();
    this.#segments?.close();
    this.#segments = undefined;
  }

  /** What is on disk decides again: offsets and producers that counted on the failed write are read anew at the next use. */
  #fail(error: Error): void {
    this.#outcome = errorCode.storageError;
    this.#storage.report('error', 'append failed', { folder: this.#folder, error: error.message });
    try {
      this.#segments?.last.truncate();
    } catch (truncateError) {
      const message = toError(truncateError).message;
      this.#storage.report('error', 'truncate failed', { folder: this.#folder, error: message });
    }
    this.close();
  }

  #opened(): SegmentList {
    if (this.#segments) return this.#segments;
    const producers = new ProducerStates();
    const segments = SegmentList.open(
      this.#folder,
      this.#storage.files,
      (header) => producers.record(header, header.baseOffset),
      (file, bytes) => this.#storage.report('warn', 'torn tail cut off', { file, bytes }),
    );
    this.#producers = producers;
    this.#segments = segments;
    this.#nextOffset = this.highWatermark;
    return segments;
  }

  async #after(written: Promise<ErrorCode> | undefined, baseOffset: bigint): Promise<Appended> {
    const outcome = (await written) ?? errorCode.none;
    return { errorCode: outcome, baseOffset: outcome === errorCode.none ? baseOffset : -1n };
  }
}
