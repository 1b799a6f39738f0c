import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { system } from '../../scenario/testing/story.ts';
import { headerOf, writeRecording } from '../testing/record-story.ts';
import { playRun } from '../testing/recorded-runs.ts';
import { newRunId, timeOfRunId } from './run-id.ts';
import { fileOfRun, findRun, pruneRuns, runIds } from './store.ts';
import { summaryOf } from './summary.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const ids = ['20260101-000000-000-aaaa', '20260102-000000-000-bbbb', '20260103-120000-000-cccc'] as const;

async function keep(...names: readonly string[]): Promise<void> {
  for (const name of names) await writeFile(fileOfRun(folder, name), '');
}

test('ids sort by time and say when it was', () => {
  const [early, late] = [new Date('2026-01-02T03:04:05.006Z'), new Date('2026-01-02T03:04:05.007Z')];
  expect(newRunId(early)).toMatch(/^20260102-030405-006-[0-9a-f]{4}$/);
  expect(newRunId(early) < newRunId(late)).toBe(true);
  expect(timeOfRunId(newRunId(late))).toEqual(late);
  expect(timeOfRunId('notes')).toBeUndefined();
});

test('the folder lists its runs, newest first, and nothing else; a folder that is not there has none', async () => {
  await keep(...ids, 'notes');
  await writeFile(join(folder, 'readme.txt'), '');
  expect(await runIds(folder)).toEqual([...ids].reverse());
  expect(await runIds(join(folder, 'none'))).toEqual([]);
});

test('a run is found by last, by its id, by a beginning that only one has, and by its path', async () => {
  await keep(...ids);
  await writeFile(join(folder, 'mine.sagarun'), '');
  const found = (name: string) => findRun(folder, name, folder);
  expect(await found('last')).toBe(fileOfRun(folder, ids[2]));
  expect(await found(ids[0])).toBe(fileOfRun(folder, ids[0]));
  expect(await found('20260102')).toBe(fileOfRun(folder, ids[1]));
  expect(await found('mine.sagarun')).toBe(join(folder, 'mine.sagarun'));
  expect(await found(join(folder, 'mine.sagarun'))).toBe(join(folder, 'mine.sagarun'));
});

test('a run that is not there: the nearest is named; a beginning that several have: which', async () => {
  await expect(findRun(folder, 'last', folder)).rejects.toThrow('No run is recorded in');
  await keep(...ids);
  const wrong = '20260101-000000-000-aaab';
  await expect(findRun(folder, wrong, folder)).rejects.toThrow(
    `There is no run "${wrong}"; did you mean "${ids[0]}"? Give a path, an id of \`saga-lab runs list\`, or last.`,
  );
  await expect(findRun(folder, '202601', folder)).rejects.toThrow(`3 runs begin with "202601": ${ids[2]}, `);
});

test('the newest stay, and what is too old goes', async () => {
  await keep(...ids);
  expect(await pruneRuns(folder, {})).toEqual([]);
  expect(await pruneRuns(folder, { before: new Date('2026-01-02T00:00:00Z') })).toEqual([ids[0]]);
  expect(await pruneRuns(folder, { keep: 1 })).toEqual([ids[1]]);
  expect(await runIds(folder)).toEqual([ids[2]]);
});

test('a list knows of a run what its two ends say, and of a bad file that it is bad', async () => {
  const file = fileOfRun(folder, ids[0]);
  const { heard } = await playRun([{ unrelayed: ['OrderCreated'] }]);
  await writeRecording(file, headerOf(system, { id: ids[0] }), heard);
  expect(await summaryOf(file)).toMatchObject({
    id: ids[0],
    verdict: 'fail',
    durationMs: 266,
    scenarios: ['customers-and-orders/approve'],
    bytes: expect.any(Number),
  });
  await writeRecording(file, headerOf(system, { id: ids[0] }), heard.slice(0, -1));
  expect(await summaryOf(file)).not.toHaveProperty('verdict');
  await keep(ids[1]);
  expect(await summaryOf(fileOfRun(folder, ids[1]))).toMatchObject({ error: 'it has no header' });
  expect(await summaryOf(fileOfRun(folder, ids[2]))).toMatchObject({
    error: expect.stringContaining('ENOENT'),
  });
});
