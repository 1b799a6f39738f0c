import { writeSync, writevSync } from 'node:fs';

/** Writes all buffers at `position`, also where the system takes only a part at a time. Throws the system's error. */
export function writeAll(fd: number, buffers: readonly Buffer[], position: number): number {
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  let written = writevSync(fd, buffers, position);
  if (written < total) {
    const all = Buffer.concat(buffers);
    while (written < total) written += writeSync(fd, all, written, total - written, position + written);
  }
  return total;
}
