import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../model/verdict.ts';
import { parseScenario } from '../../scenario/load.ts';
import type { RunReport } from '../../scenario/report.ts';
import { failedAfter, lastFailed, rememberRun } from './last-run.ts';

const story = (name: string) =>
  parseScenario(`${name}.yaml`, `name: ${name}\nsystem: shop\nsteps: [{ stop: relay }]\n`);
const [approve, cancel, restart] = [story('approve'), story('cancel'), story('restart')] as const;
const all = [approve, cancel, restart];

/** A run that came to these verdicts, in this order. */
const run = (...verdicts: readonly (readonly [string, Verdict])[]): RunReport => ({
  v: 1,
  verdict: 'pass',
  stack: 'embedded',
  lab: 'default',
  durationMs: 1,
  scenarios: verdicts.map(([name, verdict]) => ({
    name,
    system: 'shop',
    verdict,
    durationMs: 1,
    steps: [],
    expectations: [],
    invariants: [],
    chain: [],
  })),
});
const ids = (failed: readonly { id: string }[]) => failed.map(({ id }) => id);

describe('what is remembered', () => {
  test('all that did not pass, whichever the verdict', () => {
    const report = run(['approve', 'pass'], ['cancel', 'fail'], ['restart', 'inconclusive']);
    expect(ids(failedAfter(all, report, []))).toEqual(['shop/cancel', 'shop/restart']);
  });

  test('one that passes at last is forgotten', () => {
    expect(failedAfter(all, run(['cancel', 'pass']), [cancel])).toEqual([]);
  });

  test('one repetition that does not pass is enough', () => {
    expect(ids(failedAfter([cancel], run(['cancel', 'fail'], ['cancel', 'pass']), []))).toEqual([
      'shop/cancel',
    ]);
  });

  test('one that failed before and did not come to run, as with --bail, is not forgotten', () => {
    const report = run(['approve', 'fail']);
    expect(ids(failedAfter(all, report, [restart]))).toEqual(['shop/approve', 'shop/restart']);
  });

  test('one that this run was not about is: it is the last run that counts', () => {
    expect(failedAfter([approve], run(['approve', 'pass']), [cancel])).toEqual([]);
  });
});

describe('the file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saga-lab-last-run-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('gives back what was kept, as seen from the folder', async () => {
    const file = join(folder, 'deep/er/last.json');
    await rememberRun(file, all, run(['approve', 'pass'], ['cancel', 'fail'], ['restart', 'pass']));
    expect(await lastFailed(file)).toEqual([{ id: 'shop/cancel', file: 'cancel.yaml' }]);
    await rememberRun(file, all, run(['approve', 'pass'], ['cancel', 'pass'], ['restart', 'pass']));
    expect(await lastFailed(file)).toEqual([]);
  });

  test.each([
    ['there is none', undefined],
    ['it is cut off', '{"v":1,"fai'],
    ['it is of another version', '{"v":2,"failed":["shop/cancel"]}'],
  ])('where %s, the message says what to do, and the next run writes it anew', async (_, text) => {
    const file = join(folder, 'odd.json');
    await rm(file, { force: true });
    if (text !== undefined) await writeFile(file, text);
    await expect(lastFailed(file)).rejects.toThrow(
      /--last-failed: no run from this folder is remembered\. Run scenarios first/,
    );
    await rememberRun(file, [cancel], run(['cancel', 'fail']));
    expect(await lastFailed(file)).toHaveLength(1);
  });
});
