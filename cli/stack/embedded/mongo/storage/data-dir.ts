import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { readRecords } from './record.ts';

/**
 * Files of a store: `journal-N` holds the changes of generation N, `snapshot-N` all that was there when it began. A
 * snapshot gets its name when it is whole. The generation before the last snapshot stays, as history for change streams.
 */
export class DataDir {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true });
  }

  journalPath(generation: number): string {
    return join(this.path, `journal-${String(generation).padStart(6, '0')}.bson`);
  }

  snapshotPath(generation: number): string {
    return join(this.path, `snapshot-${String(generation).padStart(6, '0')}.bson`);
  }

  journals(): number[] {
    return this.#generations(/^journal-(\d+)\.bson$/);
  }

  snapshots(): number[] {
    return this.#generations(/^snapshot-(\d+)\.bson$/);
  }

  /** Payloads of a file's whole records; a torn tail is cut off when `repair` is set. */
  read(path: string, repair: boolean): { payloads: readonly Buffer[]; tornBytes: number } {
    const bytes = readFileSync(path);
    const { payloads, wholeBytes } = readRecords(bytes);
    const tornBytes = bytes.length - wholeBytes;
    if (repair && tornBytes > 0) truncateSync(path, wholeBytes);
    return { payloads, tornBytes };
  }

  /** Removes what no recovery needs once `snapshot-generation` is whole. */
  forgetBefore(generation: number): void {
    for (const old of this.snapshots()) if (old < generation) rmSync(this.snapshotPath(old), { force: true });
    for (const old of this.journals())
      if (old < generation - 1) rmSync(this.journalPath(old), { force: true });
  }

  #generations(pattern: RegExp): number[] {
    return readdirSync(this.path)
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }
}
