import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listLabs } from './labs.ts';

test('a lab that a run had for itself and took away with it is not listed; one whose data was kept is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const home = { state: folder, cache: join(folder, 'cache') };
  expect(await listLabs(home)).toEqual([]);
  await mkdir(join(folder, 'labs/default'), { recursive: true });
  await mkdir(join(folder, 'labs/mine/kept/logs'), { recursive: true });
  expect(await listLabs(home)).toEqual([{ name: 'mine', state: 'down' }]);
});
