import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exports } from '../../exports/exports.ts';
import { headerOf, writeRecording } from '../../runs/testing/record-story.ts';
import { playRun } from '../../runs/testing/recorded-runs.ts';
import { system } from '../../scenario/testing/story.ts';
import { capturedContext } from '../testing/captured-context.ts';
import { exportRun } from './export.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  await writeRecording(join(folder, 'a.sagarun'), headerOf(system), (await playRun()).heard);
});
afterAll(() => rm(folder, { recursive: true }));

test.each(Object.keys(exports))('--format %s on stdout and in a file is the same', async (format) => {
  const { context, written } = capturedContext(folder);
  expect(await exportRun(context, 'a.sagarun', { format })).toBe(0);
  expect(written.stdout).toContain('OrderCreated');
  await exportRun(context, 'a.sagarun', { format, output: 'made/it' });
  expect(await readFile(join(folder, 'made/it'), 'utf8')).toBe(written.stdout);
});

test('a part of it is exported by its chain or its saga', async () => {
  const { context, written } = capturedContext(folder);
  await exportRun(context, 'a.sagarun', { format: 'csv' });
  const whole = written.stdout.split('\n');
  written.stdout = '';
  await exportRun(context, 'a.sagarun', { format: 'csv', saga: '17' });
  const part = written.stdout.split('\n');
  expect(part.length).toBeLessThan(whole.length);
  expect(whole).toEqual(expect.arrayContaining(part));
  await expect(exportRun(context, 'a.sagarun', { format: 'csv', saga: '77' })).rejects.toThrow(
    'There is no saga "77"',
  );
});

test('a wrong format is told with what there is, a file that cannot be written with why', async () => {
  const { context } = capturedContext(folder);
  await expect(exportRun(context, 'a.sagarun', { format: 'pdf' })).rejects.toThrow(
    'There is no format "pdf"; there is "mermaid", "svg", "html"',
  );
  await expect(exportRun(context, 'a.sagarun', { format: 'csv', output: 'a.sagarun/x.csv' })).rejects.toThrow(
    '--output a.sagarun/x.csv: cannot write there',
  );
});
