import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../../lib/errors.ts';
import { readRecording } from '../../runs/read/read-recording.ts';
import { fileOfRun, keptRuns } from '../../runs/store/store.ts';
import { system } from '../../scenario/testing/story.ts';
import { capturedContext, type Captured } from '../testing/captured-context.ts';
import { recordPlanOf, type RecordFlags } from './record-flags.ts';
import { openRecording } from './recording.ts';

let home: string;
let captured: Captured;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'recording-of-a-run-'));
  captured = capturedContext(home);
});
afterEach(() => rm(home, { recursive: true }));

function open(flags: RecordFlags = {}) {
  return openRecording(captured.context, recordPlanOf(flags));
}

const lab = {
  name: 'default',
  stack: 'embedded',
  label: 'embedded broker',
  lines: {},
  services: {},
} as const;
const begun = { lab, systems: [system], scenarios: ['customers-and-orders/approve'], seed: 7 };
const recorded = () => readdir(join(home, 'runs'));

test('a run is recorded in the folder of runs, with what it takes to read it', async () => {
  const recording = open();
  recording.begin(begun).observed({ kind: 'probe', probe: 'topics', state: 'watching', seq: 1, seenMs: 1 });
  const file = await recording.end('pass');
  expect(await recorded()).toEqual([expect.stringMatching(/^\d{8}-\d{6}-\d{3}-[0-9a-f]{4}\.sagarun$/)]);
  const { header, observations, damage } = await readRecording(file!);
  expect({ observations, damage }).toEqual({ observations: 1, damage: undefined });
  expect(header).toMatchObject({
    lab: 'default',
    label: 'embedded broker',
    seed: 7,
    linesObservable: false,
    versions: { sagaLab: '1.2.3' },
    systems: [{ name: 'customers-and-orders' }],
  });
});

test('what was seen so far can be had while the run goes on, and says that it does', async () => {
  const recording = open();
  await expect(recording.soFar()).rejects.toThrow('nothing was observed yet');
  const recorder = recording.begin(begun);
  recorder.observed({ kind: 'probe', probe: 'topics', state: 'watching', seq: 1, seenMs: 1 });
  expect(await recording.soFar()).toMatchObject({
    observations: 1,
    damage: expect.stringMatching(/^The run goes on: this is what was seen up to \d{4}-/),
  });
  recorder.observed({ kind: 'probe', probe: 'lines', state: 'watching', seq: 2, seenMs: 2 });
  const file = await recording.end('pass');
  expect(await readRecording(file!)).toMatchObject({ observations: 2, damage: undefined });
});

test('on failure only: the file is there while it runs, and goes when it passes', async () => {
  const passes = open({ record: 'on-failure' });
  passes.begin(begun);
  expect(await recorded()).toHaveLength(1);
  expect(await passes.end('pass')).toBeUndefined();
  expect(await recorded()).toEqual([]);
  const fails = open({ record: 'on-failure' });
  fails.begin(begun);
  expect(await fails.end('inconclusive')).toContain('.sagarun');
  expect(await recorded()).toHaveLength(1);
});

test('a run that never began leaves no file', async () => {
  expect(await open().end('inconclusive')).toBeUndefined();
  expect(await recorded()).toEqual([]);
});

test('the oldest go when there are too many, and only in the folder of runs', async () => {
  await mkdir(join(home, 'runs'));
  const old = Array.from(
    { length: keptRuns },
    (_, index) => `20200101-000000-000-${index.toString(16).padStart(4, '0')}`,
  );
  await Promise.all(old.map((id) => writeFile(fileOfRun(join(home, 'runs'), id), '')));
  const elsewhere = open({ recordTo: 'mine.sagarun' });
  elsewhere.begin(begun);
  expect(await elsewhere.end('pass')).toBe(join(home, 'mine.sagarun'));
  expect(await recorded()).toHaveLength(keptRuns);
  const recording = open();
  recording.begin(begun);
  await recording.end('pass');
  const left = await recorded();
  expect(left).toHaveLength(keptRuns);
  expect(left).not.toContain(`${old[0]!}.sagarun`);
});

test('a folder that cannot be written is told once and is no obstacle; a file that was asked for is one', async () => {
  await writeFile(join(home, 'runs'), 'a file where the folder should be');
  const recording = open();
  recording.begin(begun).watchedAnew();
  expect(await recording.end('pass')).toBeUndefined();
  expect(captured.written.stderr).toMatch(/^the run is not recorded: .*\n$/);
  expect(() => open({ recordTo: 'runs/x.sagarun' })).toThrow(UsageError);
});

test('never is never, and a contradiction is a mistake', () => {
  expect(recordPlanOf({ record: 'never' })).toBeUndefined();
  expect(() => recordPlanOf({ record: 'never', recordTo: 'x' })).toThrow('contradict each other');
  expect(() => recordPlanOf({ recordTo: '' })).toThrow('lacks the file');
});
