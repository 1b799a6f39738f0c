import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { retoldRun } from '../../exports/testing/retold-runs.ts';
import { exportTo } from './export-to.ts';

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'export-to-'));
  folder = join(home, 'here');
  await mkdir(folder);
});
afterEach(() => rm(home, { recursive: true }));

test('the file is named after the run, in the folder', async () => {
  const run = await retoldRun();
  const file = join(folder, `${run.header.id}.mmd`);
  expect(await exportTo(folder, 'mermaid', run)).toEqual({ ok: true, text: `wrote ${file}` });
  expect(await readdir(folder)).toEqual([`${run.header.id}.mmd`]);
});

test('an id that is a path leads nowhere else', async () => {
  const run = await retoldRun();
  await exportTo(folder, 'csv', { ...run, header: { ...run.header, id: '../../etc/passwd' } });
  expect(await readdir(home)).toEqual(['here']);
  expect(await readdir(folder)).toEqual(['______etc_passwd.csv']);
});
