import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from './lock.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-lock-'));
  file = join(folder, 'start.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one holds it, until it gives it back', async () => {
  const lock = await tryLock(file);
  expect(lock).toBeDefined();
  expect(await tryLock(file)).toBeUndefined();
  await lock?.release();
  expect(await readdir(folder)).toEqual([]);
  expect(await tryLock(file)).toBeDefined();
});

test('of many at once one gets it', async () => {
  const locks = await Promise.all(Array.from({ length: 50 }, () => tryLock(file)));
  expect(locks.filter((lock) => lock !== undefined)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['start.lock']);
});

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, began: '1' })],
  ['of a pid that is another process by now', JSON.stringify({ pid: process.pid, began: '1' })],
  ['that is empty, as a crash of the machine may leave it', ''],
  ['that was cut short', '{"pid":12'],
])('a lock %s is taken over', async (_, content) => {
  await writeFile(file, content);
  expect(await tryLock(file)).toBeDefined();
  expect(await tryLock(file)).toBeUndefined();
});

test('of many that find a dead one, one takes it over', async () => {
  await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, began: '1' }));
  const locks = await Promise.all(Array.from({ length: 50 }, () => tryLock(file)));
  expect(locks.filter((lock) => lock !== undefined)).toHaveLength(1);
});
