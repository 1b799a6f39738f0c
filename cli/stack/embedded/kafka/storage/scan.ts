import { readSync } from 'node:fs';
import { batchMagic, batchSize, headerSize, magicOf } from './batch-header.ts';

const windowSize = 1024 * 1024;

export interface Scanned {
  readonly batch: Buffer;
  readonly position: number;
}

/**
 * The whole batches of a file from `position` to `end`, in order; stops before the first bytes that are not one.
 * A batch is a view that holds only until the next one is asked for.
 */
export function* scanBatches(fd: number, position: number, end: number): Generator<Scanned> {
  let window = Buffer.alloc(Math.min(windowSize, Math.max(end - position, 0)));
  let start = position;
  let filled = 0;
  const holds = (at: number, length: number) => at >= start && at + length <= start + filled;
  const fill = (at: number, length: number) => {
    if (length > window.length) window = Buffer.alloc(length);
    start = at;
    filled = readSync(fd, window, 0, Math.min(window.length, end - at), at);
  };

  for (let at = position; at + headerSize <= end;) {
    if (!holds(at, headerSize)) fill(at, headerSize);
    if (!holds(at, headerSize)) return;
    const size = batchSize(window, at - start);
    if (size < headerSize || at + size > end || magicOf(window, at - start) !== batchMagic) return;
    if (!holds(at, size)) fill(at, size);
    if (!holds(at, size)) return;
    yield { batch: window.subarray(at - start, at - start + size), position: at };
    at += size;
  }
}
