import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
  expect(await exportTo(folder, { format: 'mermaid' }, run)).toEqual({ ok: true, text: `wrote ${file}` });
  expect(await readdir(folder)).toEqual([`${run.header.id}.mmd`]);
});

test('a chain has a file of its own, and is alone in it', async () => {
  const run = await retoldRun();
  const chain = run.scenarios[0]!.chain[0]!.correlation;
  await exportTo(folder, { format: 'csv' }, run);
  await exportTo(folder, { format: 'csv', chain }, run);
  const names = await readdir(folder);
  expect(names.sort()).toEqual([`${run.header.id}.${chain}.csv`, `${run.header.id}.csv`].sort());
  const [part = '', whole = ''] = await Promise.all(
    [`${run.header.id}.${chain}.csv`, `${run.header.id}.csv`].map((name) =>
      readFile(join(folder, name), 'utf8'),
    ),
  );
  expect([part.includes('OrderCreated'), whole.includes('OrderCreated')]).toEqual([false, true]);
});

test('an id that is a path leads nowhere else', async () => {
  const run = await retoldRun();
  await exportTo(folder, { format: 'csv' }, { ...run, header: { ...run.header, id: '../../etc/passwd' } });
  expect(await readdir(home)).toEqual(['here']);
  expect(await readdir(folder)).toEqual(['______etc_passwd.csv']);
});
