import { open, type FileHandle } from 'node:fs/promises';
import { lineSplitter } from './split-lines.ts';

export interface FollowedFile {
  /** Reads to the end of the file as it is now. Concurrent calls share one read. */
  readToEnd(): Promise<void>;
  close(): Promise<void>;
}

/** Follows a file that only grows, from its present end, and hands on its whole lines. */
export async function followFile(path: string, onLine: (line: string) => void): Promise<FollowedFile> {
  const file: FileHandle = await open(path, 'a+', 0o600);
  const split = lineSplitter();
  const buffer = Buffer.allocUnsafe(64 * 1024);
  let position = (await file.stat()).size;
  let reading: Promise<void> = Promise.resolve();
  let closed = false;

  async function read(): Promise<void> {
    while (!closed) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      for (const line of split(buffer.subarray(0, bytesRead))) onLine(line);
    }
  }

  return {
    readToEnd() {
      reading = reading.then(read);
      return reading;
    },
    async close() {
      closed = true;
      await reading.catch(() => undefined);
      await file.close();
    },
  };
}
