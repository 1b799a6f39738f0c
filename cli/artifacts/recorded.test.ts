import { expect, test } from 'vitest';
import { report } from '../reporters/testing/reports.ts';
import { recordedRun } from './recorded.ts';

const [scenario] = report.scenarios;
const stories = [{ report: scenario!, logs: new Map<string, string>() }];

test('of a run that passed, or was not recorded, nothing is kept', async () => {
  expect(await recordedRun({ report, stories })).toEqual([]);
  expect(await recordedRun({ report: { ...report, recording: 'x.sagarun' }, stories: [] })).toEqual([]);
});

test('a recording that is gone is said to be, and takes nothing else with it', async () => {
  const kept = await recordedRun({ report: { ...report, recording: '/none/x.sagarun' }, stories });
  expect(kept.map(({ name }) => name)).toEqual(['not-passed/run.sagarun.txt', 'not-passed/run.html.txt']);
  expect(kept.every(({ content }) => String(content).includes('/none/x.sagarun'))).toBe(true);
});
