import { existsSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { toError } from '../../../../lib/errors.ts';
import { deferred, type Deferred } from '../../../../lib/deferred.ts';
import type { LogLine } from '../log-line.ts';
import { crc32c } from './crc32c.ts';
import type { GroupCommit } from './group-commit.ts';
import type { OpenFiles } from './open-files.ts';
import { writeAll } from './write-all.ts';

export interface JournalOptions<Entry> {
  readonly path: string;
  readonly commit: GroupCommit;
  readonly files: OpenFiles;
  readonly report: LogLine;
  /** Brings an entry into memory: at the start for each that is read, later for each once it is written. Must not throw. */
  readonly apply: (entry: Entry) => void;
  /** The fewest entries that lead to the present state: what the file is rewritten to when it has grown. */
  readonly snapshot: () => Iterable<Entry>;
  readonly compactAboveBytes: number;
}

const line = (entry: unknown) => {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
};
const checksum = (json: string) => crc32c(Buffer.from(json)).toString(16).padStart(8, '0');

/** A file of JSON lines, each with its checksum, that is the truth about a state held in memory. */
export class Journal<Entry> {
  readonly #options: JournalOptions<Entry>;
  #size = 0;
  #compactAt: number;
  #waiting: Entry[] = [];
  #written: Deferred<void> | undefined;
  #failure: Error | undefined;

  /** Reads the file and applies its entries; a torn tail is cut off. Throws the system's I/O errors. */
  constructor(options: JournalOptions<Entry>) {
    this.#options = options;
    this.#compactAt = options.compactAboveBytes;
    this.#load();
  }

  /** Resolves once the entry is written and applied; rejects with the system's error. */
  append(entry: Entry): Promise<void> {
    this.#waiting.push(entry);
    this.#written ??= deferred();
    this.#options.commit.schedule(this);
    return this.#written.promise;
  }

  /** The same at once, together with what waits. For changes that must not interleave. Throws the system's error. */
  appendNow(entry: Entry): void {
    this.#waiting.push(entry);
    this.flush();
    const failure = this.#failure;
    this.settle();
    if (failure) throw failure;
  }

  flush(): void {
    const entries = this.#waiting;
    this.#waiting = [];
    if (entries.length === 0) return;
    const { files, path, apply } = this.#options;
    try {
      const bytes = Buffer.from(entries.map(line).join(''));
      this.#size += writeAll(files.descriptor(path), [bytes], this.#size);
    } catch (error) {
      this.#failure = toError(error);
      this.#options.report('error', 'journal write failed', { path, error: this.#failure.message });
      return;
    }
    for (const entry of entries) apply(entry);
    if (this.#size > this.#compactAt) this.#compact();
  }

  settle(): void {
    const written = this.#written;
    const failure = this.#failure;
    this.#written = undefined;
    this.#failure = undefined;
    if (failure) written?.reject(failure);
    else written?.resolve();
  }

  /** The new file replaces the old one in one step, so that a kill leaves one of the two. */
  #compact(): void {
    const { path, files, snapshot, compactAboveBytes, report } = this.#options;
    const bytes = Buffer.from([...snapshot()].map(line).join(''));
    this.#compactAt = Math.max(compactAboveBytes, 4 * bytes.length);
    const fresh = `${path}.new`;
    try {
      writeFileSync(fresh, bytes, { mode: 0o600 });
      files.close(path);
      renameSync(fresh, path);
      this.#size = bytes.length;
    } catch (error) {
      report('error', 'journal not compacted', { path, error: toError(error).message });
    }
  }

  #load(): void {
    const { path, apply, report } = this.#options;
    if (!existsSync(path)) return;
    const text = readFileSync(path);
    for (let start = 0; ;) {
      const end = text.indexOf('\n', start);
      const json = end === -1 ? '' : text.toString('utf8', start + 9, end);
      if (end === -1 || text.toString('latin1', start, start + 8) !== checksum(json)) break;
      apply(JSON.parse(json) as Entry);
      start = end + 1;
      this.#size = start;
    }
    const torn = statSync(path).size - this.#size;
    if (torn === 0) return;
    report('warn', 'torn tail cut off', { file: path, bytes: torn });
    truncateSync(path, this.#size);
  }
}
