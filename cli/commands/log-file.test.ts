import { appendFile, mkdtemp, open, rm, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastLines, readFrom } from './log-file.ts';

let folder: string;
let file: string;
let handle: FileHandle;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-log-'));
  file = join(folder, 'a.log');
  await writeFile(file, '');
  handle = await open(file, 'r');
});
afterEach(async () => {
  await handle.close();
  await rm(folder, { recursive: true });
});

test('the last lines of a file larger than any block', async () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index} ${'é'.repeat(20)}`);
  await appendFile(file, lines.map((line) => `${line}\n`).join(''));
  expect((await lastLines(handle, 3)).lines).toEqual(lines.slice(-3));
  expect((await lastLines(handle, 4_000)).lines).toEqual(lines.slice(-4_000));
  expect((await lastLines(handle, 9_999)).lines).toEqual(lines);
  expect((await lastLines(handle, 0)).lines).toEqual([]);
});

test('what is appended later is read whole line by whole line', async () => {
  await appendFile(file, 'one\ntw');
  const first = await lastLines(handle, 10);
  expect(first.lines).toEqual(['one']);
  await appendFile(file, 'o\nthree\n');
  const second = await readFrom(handle, first.end);
  expect(second.lines).toEqual(['two', 'three']);
  expect((await readFrom(handle, second.end)).lines).toEqual([]);
});

test('a file that was begun anew is read from its beginning', async () => {
  await appendFile(file, 'a long line of the first life\n');
  const { end } = await lastLines(handle, 1);
  await truncate(file);
  await appendFile(file, 'new\n');
  expect((await readFrom(handle, end)).lines).toEqual(['new']);
});
