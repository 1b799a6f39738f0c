import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../test/harness/cli-home.ts';
import type { Figure } from './figure.ts';

let home: CliHome;
beforeAll(async () => {
  home = await cliHome();
});
afterAll(() => home.remove());

const small = [
  '--quiet',
  '--count',
  '4',
  '--warm-up',
  '2',
  '--clients',
  '1,2',
  '--rows',
  '100',
  '--starts',
  '1',
];

const numbersOf = (figure: Figure): readonly number[] =>
  'value' in figure
    ? [figure.value]
    : [figure.samples, figure.min, figure.p50, figure.p95, figure.p99, figure.max];

test('measures everything, names the machine, and leaves nothing running', async () => {
  const { code, stdout, stderr } = await home.cli('bench', '--json', ...small);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  const document = JSON.parse(stdout) as { figures: readonly Figure[] };
  expect(document).toMatchObject({
    v: 1,
    machine: { cpu: expect.any(String), cores: expect.any(Number), memoryMb: expect.any(Number) },
    versions: { postgresql: expect.stringMatching(/^\d+/) },
    fsync: 'off',
    relay: 'wal',
    size: { count: 4, clients: [1, 2] },
  });
  const benches = new Set(document.figures.map(({ bench }) => bench));
  expect([...benches]).toEqual(['start', 'memory', 'saga', 'probes', 'relay', 'growth']);
  expect(document.figures.flatMap(numbersOf).filter((number) => !(number >= 0))).toEqual([]);
  expect(document.figures).toContainEqual(
    expect.objectContaining({ name: '2 clients: begun -> ended', unit: 'ms', samples: 4 }),
  );
  expect(await home.status()).toMatchObject({ state: 'down' });
});

test('measures a lab that is up, and leaves it up without the rows of the bench', async () => {
  await home.cli('up', '--detach', '--quiet');
  const { code, stdout } = await home.cli('bench', 'relay', '--lab', 'default', ...small);
  expect(code).toBe(0);
  expect(stdout).toMatch(/COMMIT -> record fetched +4 /);
  expect(await home.status()).toMatchObject({ state: 'up' });
});

test('measures the checkout of the store as any other saga', async () => {
  const { code, stdout } = await home.cli('bench', 'saga', '--system', 'store', '--json', ...small);
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as { figures: readonly Figure[] };
  expect(document.figures).toContainEqual(
    expect.objectContaining({ name: 'one at a time: begun -> ended', samples: 4 }),
  );
});

test.each([
  [['bench', 'sagas'], 'There is no bench "sagas"; did you mean "saga"?'],
  [['bench', '--count', '0'], '--count must be a whole number from 1 to 100000, not "0".'],
  [['bench', 'saga', '--lab', 'none'], 'Lab "none" is not up'],
])('%j is a mistake that is told', async (args, message) => {
  const { code, stderr } = await home.cli(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
