import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidFileError } from '../../systems/invalid-file.ts';
import type { Remembered } from './last-run.ts';
import { refuseInvalid, selectScenarios, type SelectFlags } from './select.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'saga-lab-select-'));
  await mkdir(join(cwd, 'scenarios'));
  await Promise.all([
    write('scenarios/mine-quick.yaml', 'mine-quick', 'tags: [mine]'),
    write('scenarios/mine-slow.yaml', 'mine-slow', 'tags: [mine, slow]\nvars: { pause: 1 }'),
    write('elsewhere.yaml', 'elsewhere', ''),
    writeFile(join(cwd, 'scenarios/broken.yaml'), 'name: broken\n'),
  ]);
});
afterAll(() => rm(cwd, { recursive: true }));

const write = (file: string, name: string, more: string) =>
  writeFile(
    join(cwd, file),
    `name: ${name}\nsystem: customers-and-orders\n${more}\nsteps: [{ kill: relay }]\n`,
  );

interface Asked extends Partial<SelectFlags> {
  readonly names?: readonly string[];
  readonly variables?: readonly string[];
  readonly failed?: readonly Remembered[];
}

async function select({ names = [], variables = [], failed, ...flags }: Asked) {
  const selection = await selectScenarios(cwd, names, { tag: [], system: [], ...flags }, variables, failed);
  return { ...selection, names: selection.scenarios.map(({ scenario }) => scenario.name) };
}

const mine = (name: string): Remembered => ({
  id: `customers-and-orders/${name}`,
  file: `scenarios/${name}.yaml`,
});

describe('filters go together', () => {
  test.each<[Asked, string[]]>([
    [{ tag: ['mine'] }, ['mine-quick', 'mine-slow']],
    [{ tag: ['mine', '!slow'] }, ['mine-quick']],
    [{ tag: ['mine'], grep: 'slow$' }, ['mine-slow']],
    [{ grep: '^customers-and-orders/mine-' }, ['mine-quick', 'mine-slow']],
    [{ names: ['elsewhere.yaml', 'mine-quick'], grep: 'else' }, ['elsewhere']],
    [{ tag: ['mine'], failed: [mine('mine-slow')] }, ['mine-slow']],
    [{ tag: ['mine'], failed: [mine('mine-slow'), mine('mine-quick')], shard: '2/2' }, ['mine-slow']],
  ])('%j', async (asked, names) => {
    expect((await select(asked)).names).toEqual(names);
  });

  test('what is found by no filter is a mistake, told in words', async () => {
    await expect(select({ tag: ['mine', '!slow'], grep: 'slow' })).rejects.toThrow(
      'No scenario has the tag mine and is without the tag slow and matches slow.',
    );
  });
});

describe('what failed last', () => {
  test('is found again by its file too, where the catalog does not have it', async () => {
    const failed = [{ id: 'customers-and-orders/elsewhere', file: 'elsewhere.yaml' }];
    expect((await select({ failed })).names).toEqual(['elsewhere']);
  });

  test('is found by its id when its file is another by now', async () => {
    const failed = [{ ...mine('mine-quick'), file: '/gone/mine-quick.yaml' }];
    expect((await select({ failed })).names).toEqual(['mine-quick']);
  });

  test('is nothing: then there is nothing to run, and that is no mistake', async () => {
    const { names, emptyBecause } = await select({ failed: [] });
    expect({ names, emptyBecause }).toEqual({
      names: [],
      emptyBecause: 'None of them failed at the last run: there is nothing to run.',
    });
  });
});

describe('a shard', () => {
  test('that is empty is no mistake', async () => {
    expect(await select({ tag: ['mine'], shard: '3/3' })).toMatchObject({
      names: [],
      systems: [],
      emptyBecause: 'Shard 3/3 of 2 scenarios is empty: there is nothing to run.',
    });
  });

  test('takes a variable that only a scenario of another shard reads', async () => {
    const shards = ['1/2', '2/2'].map((shard) => select({ tag: ['mine'], shard, variables: ['pause'] }));
    expect((await Promise.all(shards)).map(({ names }) => names)).toEqual([['mine-quick'], ['mine-slow']]);
  });
});

test('a file that cannot be used is told of, unless scenarios are named', async () => {
  const selected = await select({ tag: ['mine'] });
  expect(selected.invalid).toMatchObject([
    { file: 'scenarios/broken.yaml', error: expect.any(InvalidFileError) },
  ]);
  expect(() => refuseInvalid(selected)).toThrow(/scenarios\/broken\.yaml:\d+:\d+: /);
  const named = await select({ names: ['mine-quick'] });
  expect(named.invalid).toEqual([]);
  refuseInvalid(named);
});

const ids = async (asked: Asked) => (await select(asked)).scenarios.map(({ id }) => id);

describe('a name that several systems have', () => {
  test('is the first one’s, in the order of the systems', async () => {
    expect(await ids({ names: ['approve'] })).toEqual(['customers-and-orders/approve']);
  });

  test('is chosen by the system, or by its whole id', async () => {
    expect(await ids({ names: ['approve'], system: ['orchestrated-orders'] })).toEqual([
      'orchestrated-orders/approve',
    ]);
    expect(await ids({ names: ['approve', 'orchestrated-orders/approve'] })).toEqual([
      'customers-and-orders/approve',
      'orchestrated-orders/approve',
    ]);
  });
});
