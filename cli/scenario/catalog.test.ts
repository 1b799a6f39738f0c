import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvalidFileError } from '../systems/invalid-file.ts';
import { findScenarios, readCatalog, shortNames } from './catalog.ts';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'saga-lab-catalog-'));
  await mkdir(join(cwd, 'scenarios'));
});
afterEach(() => rm(cwd, { recursive: true }));

function write(file: string, head: string): Promise<void> {
  return writeFile(join(cwd, file), `${head}\nsteps: [{ get: order-service/health }]\n`);
}

const files = async (...wanted: string[]) => (await findScenarios(wanted, cwd)).map(({ file }) => file);

test("one's own scenario is found before the one of the same id that comes with the lab", async () => {
  await write('scenarios/mine.yaml', 'name: approve\nsystem: customers-and-orders');
  expect(await files('approve', 'customers-and-orders/approve')).toEqual([
    'scenarios/mine.yaml',
    'scenarios/mine.yaml',
  ]);
});

test('of two systems that have the name, the one that comes first with the lab is meant', async () => {
  await write('scenarios/a.yaml', 'name: approve\nsystem: another');
  expect((await findScenarios(['approve'], cwd)).map(({ id }) => id)).toEqual([
    'customers-and-orders/approve',
  ]);
  expect(await files('another/approve')).toEqual(['scenarios/a.yaml']);
});

test('those beside a system file are found from anywhere, after those of the current folder', async () => {
  const folder = join(cwd, 'elsewhere');
  await mkdir(join(folder, 'scenarios'), { recursive: true });
  await write('elsewhere/scenarios/far.yaml', 'name: far\nsystem: another');
  await write('elsewhere/scenarios/both.yaml', 'name: both\nsystem: another');
  await write('scenarios/both.yaml', 'name: both\nsystem: another');
  const found = await findScenarios(['far', 'another/both'], cwd, new Set(), [folder]);
  expect(found.map(({ file }) => file)).toEqual(['elsewhere/scenarios/far.yaml', 'scenarios/both.yaml']);
  expect((await readCatalog(cwd, [folder])).scenarios.map(({ id }) => id)).toContain('another/far');
  await expect(findScenarios(['far'], cwd)).rejects.toThrow('There is no scenario "far"');
});

test('each is offered by what it is found by: its id, where the name means that of another system', async () => {
  await write('scenarios/a.yaml', 'name: approve\nsystem: another');
  const { scenarios } = await readCatalog(cwd);
  const offered = shortNames(scenarios);
  expect(offered).toContain('another/approve');
  expect((await findScenarios(offered, cwd)).map(({ id }) => id)).toEqual(scenarios.map(({ id }) => id));
});

test('a name is found however YAML writes it', async () => {
  await write('scenarios/a.yaml', 'about: &n quoted\nname: *n\nsystem: "another"');
  await writeFile(
    join(cwd, 'scenarios/b.yaml'),
    `{"name":"flowing","system":"another","steps":[{"get":"a/b"}]}`,
  );
  await write('scenarios/c.yaml', 'name: "esc\\x61ped"\nsystem: another');
  await write('scenarios/d.yaml', 'name: >-\n  folded\nsystem: another');
  const names = ['quoted', 'flowing', 'another/escaped', 'folded'];
  expect(await files(...names)).toEqual(['a', 'b', 'c', 'd'].map((each) => `scenarios/${each}.yaml`));
});

test('a file that is not valid only matters to who asks for it', async () => {
  await write('scenarios/broken.yaml', 'name: broken\nsystem: another\nstep: approve');
  expect(await files('approve')).toEqual([
    expect.stringContaining('scenarios/customers-and-orders/approve.yaml'),
  ]);
  const asked = findScenarios(['approve', 'broken'], cwd);
  await expect(asked).rejects.toThrow(InvalidFileError);
  await expect(asked).rejects.toThrow('scenarios/broken.yaml:3:1: unknown field "step"');
});

test('a file named scenarios holds none', async () => {
  await rm(join(cwd, 'scenarios'), { recursive: true });
  await writeFile(join(cwd, 'scenarios'), '');
  expect(await files('approve')).toHaveLength(1);
});

test('a wrong name is told with the nearest of all there are', async () => {
  await write('scenarios/mine.yaml', 'name: mine\nsystem: another');
  await expect(files('mien')).rejects.toThrow('did you mean "mine"');
  await expect(files('mine', 'customers-and-orders/aprove')).rejects.toThrow('customers-and-orders/approve');
});

test('a path names a file wherever it is', async () => {
  await write('elsewhere.yml', 'name: elsewhere\nsystem: another');
  expect(await files('elsewhere.yml', 'approve')).toEqual([
    'elsewhere.yml',
    expect.stringContaining('approve.yaml'),
  ]);
  await expect(files('nowhere.yaml')).rejects.toThrow('Cannot read the scenario nowhere.yaml');
});
