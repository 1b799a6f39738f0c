import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'make-folder-'));
});
afterAll(() => rmSync(base, { recursive: true }));

test('makes a folder with all above it, and is content with one that is there', () => {
  const path = join(base, 'a/b/c');
  makeFolder(path);
  makeFolder(path);
  expect(existsSync(path)).toBe(true);
});

test('throws where a file is in the way, or nothing can be made', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => makeFolder(join(base, 'file/x'))).toThrow(/ENOTDIR/);
  expect(() => makeFolder('/proc/none/x')).toThrow(/ENOENT|EACCES|EROFS|EPERM/);
});
