import { writeSync } from 'node:fs';
import type { Line } from './line.ts';

export interface LineWriter {
  write(line: Line): void;
  /** Writes what is left; later lines are dropped. */
  close(): void;
}

const retryMs = 5;
/** Lines kept, in bytes, while the reader takes none: beyond that it counts as gone. */
const mostPending = 16 * 1024 * 1024;

/**
 * Writes lines to a file descriptor: all of one turn of the event loop in one write, so that a process that is killed
 * has told everything but its last turn. Inert without a descriptor, and from the moment nobody reads it any more.
 */
export function lineWriter(fd?: number): LineWriter {
  let open = fd !== undefined;
  let pending: Buffer[] = [];
  let scheduled = false;

  function schedule(later: (flush: () => void) => unknown): void {
    if (scheduled) return;
    scheduled = true;
    later(() => {
      scheduled = false;
      flush();
    });
  }

  function flush(): void {
    if (!open || fd === undefined || pending.length === 0) return;
    const bytes = Buffer.concat(pending);
    const written = writeSome(fd, bytes);
    open = written !== undefined && bytes.length - written <= mostPending;
    pending = !open || written === bytes.length ? [] : [bytes.subarray(written)];
    if (pending.length > 0) schedule((again) => setTimeout(again, retryMs));
  }

  return {
    write(line) {
      if (!open) return;
      pending.push(Buffer.from(`${JSON.stringify(line)}\n`));
      schedule(setImmediate);
    },
    close() {
      flush();
      open = false;
    },
  };
}

/** Bytes taken, 0 when the pipe is full, undefined when it is broken: an observer never breaks the observed. */
function writeSome(fd: number, bytes: Buffer): number | undefined {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : undefined;
  }
}
