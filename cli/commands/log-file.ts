import type { FileHandle } from 'node:fs/promises';

export interface Lines {
  readonly lines: readonly string[];
  /** Where the last whole line ends, in bytes. */
  readonly end: number;
}

const blockBytes = 64 * 1024;
const newline = 0x0a;

/** The last so many whole lines, read from the end: a log may be large. */
export async function lastLines(handle: FileHandle, count: number): Promise<Lines> {
  const { size } = await handle.stat();
  let start = size;
  let text = Buffer.alloc(0);
  while (start > 0 && text.filter((byte) => byte === newline).length <= count) {
    const from = Math.max(0, start - blockBytes);
    const block = Buffer.alloc(start - from);
    await handle.read(block, 0, block.length, from);
    text = Buffer.concat([block, text]);
    start = from;
  }
  const { lines, end } = whole(text, start);
  return { lines: count === 0 ? [] : lines.slice(-count), end };
}

/** The whole lines from a position on; from the beginning when the file has become shorter. */
export async function readFrom(handle: FileHandle, position: number): Promise<Lines> {
  const { size } = await handle.stat();
  const from = size < position ? 0 : position;
  const block = Buffer.alloc(Math.min(size - from, blockBytes * 16));
  await handle.read(block, 0, block.length, from);
  return whole(block, from);
}

function whole(bytes: Buffer, from: number): Lines {
  const end = bytes.lastIndexOf(newline) + 1;
  const lines =
    end === 0
      ? []
      : bytes
          .subarray(0, end - 1)
          .toString('utf8')
          .split('\n');
  return { lines, end: from + end };
}
