import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfigFile } from './read-config-file.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'saga-lab-config-'));
  for (const name of ['saga-lab.config.yaml', 'env.yaml', 'flag.yaml'])
    await writeFile(join(cwd, name), name);
});
afterAll(() => rm(cwd, { recursive: true }));

async function read(env: Record<string, string>, named?: string): Promise<string | undefined> {
  return (await readConfigFile({ cwd, homedir: '/none', env }, named))?.text;
}

test('the flag comes before the environment, and that before the folder', async () => {
  expect(await read({ SAGA_LAB_CONFIG: 'env.yaml' }, 'flag.yaml')).toBe('flag.yaml');
  expect(await read({ SAGA_LAB_CONFIG: 'env.yaml' })).toBe('env.yaml');
  expect(await read({})).toBe('saga-lab.config.yaml');
});

test('one that was asked for must be there', async () => {
  await expect(read({}, 'no.yaml')).rejects.toThrow(/no config file .*no\.yaml, which --config names/);
  await expect(read({ SAGA_LAB_CONFIG: 'no.yaml' })).rejects.toThrow('which SAGA_LAB_CONFIG names');
});
