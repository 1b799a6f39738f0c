import { open } from 'node:fs/promises';

const tailBytes = 16 * 1024;
const longest = 300;

/** The last lines of a log file; empty when there is none. */
export async function logTail(file: string, lines = 10): Promise<string> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return lastLines(buffer.toString('utf8', 0, bytesRead), lines);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw thrown;
  }
}

/** Long lines (a stack trace in JSON) are cut, so that what is quoted can be read. */
export function lastLines(text: string, lines: number): string {
  const last = text.trimEnd().split('\n').slice(-lines);
  return last.map((line) => (line.length > longest ? `${line.slice(0, longest - 1)}…` : line)).join('\n');
}
