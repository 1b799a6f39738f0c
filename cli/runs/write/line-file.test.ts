import { existsSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Observation } from '../../model/observation.ts';
import { system } from '../../scenario/testing/story.ts';
import { readRecording } from '../read/read-recording.ts';
import { headerOf } from '../testing/record-story.ts';
import { LineFile, type LineFileOptions } from './line-file.ts';
import { recorderTo } from './recorder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'line-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

function open(path: string, options: Partial<LineFileOptions> = {}) {
  const failures: string[] = [];
  const onFailure = (reason: string) => void failures.push(reason);
  const file = new LineFile({ descriptor: openSync(path, 'w'), onFailure, ...options });
  return { file, failures };
}

function observation(seq: number): Observation {
  return { kind: 'probe', probe: 'topics', state: 'watching', seq, seenMs: seq };
}

function openWith(path: string, lines: number, options: Partial<LineFileOptions> = {}) {
  const opened = open(path, options);
  const recorder = recorderTo(opened.file, headerOf(system));
  for (let seq = 1; seq <= lines; seq++) recorder.observed(observation(seq));
  return opened;
}

test('what was written a while ago is there though the file was never ended: as after kill -9', async () => {
  const path = join(folder, 'killed.sagarun');
  const { file } = open(path, { flushMs: 1 });
  const recorder = recorderTo(file, headerOf(system));
  for (let seq = 1; seq <= 500; seq++) recorder.observed(observation(seq));
  const read = await waitUntil(
    async () => {
      const recording = await readRecording(path).catch(() => undefined);
      return recording?.observations === 500 ? recording : undefined;
    },
    { signal: AbortSignal.timeout(5_000) },
  );
  expect(read.damage).toContain('cut off');
  await file.end();
  expect(await readRecording(path)).toMatchObject({ observations: 500, damage: undefined });
});

test('what was added before a flush can be read after it, though the file goes on', async () => {
  const path = join(folder, 'flushed.sagarun');
  const { file } = open(path, { flushMs: 60_000 });
  const recorder = recorderTo(file, headerOf(system));
  for (let seq = 1; seq <= 500; seq++) recorder.observed(observation(seq));
  await file.flush();
  expect(await readRecording(path)).toMatchObject({ observations: 500 });
  recorder.observed(observation(501));
  await file.end();
  expect(await readRecording(path)).toMatchObject({ observations: 501, damage: undefined });
  await file.flush();
});

test.skipIf(!existsSync('/dev/full'))(
  'a full disk ends the recording, is told once, and throws nothing',
  async () => {
    const { file, failures } = open('/dev/full', { flushMs: 1 });
    const recorder = recorderTo(file, headerOf(system));
    for (let seq = 1; seq <= 10_000; seq++) recorder.observed(observation(seq));
    await file.flush();
    await file.end();
    recorder.observed(observation(10_001));
    expect(failures).toEqual([expect.stringContaining('ENOSPC')]);
    expect(file.failure).toBe(failures[0]);
  },
);

test('lines that the disk does not take in time are not heaped up without an end', async () => {
  const { file, failures } = open(join(folder, 'slow.sagarun'), { mostWaiting: 100 });
  const recorder = recorderTo(file, headerOf(system));
  for (let seq = 1; seq <= 200; seq++) recorder.observed(observation(seq));
  await file.end();
  expect(failures).toEqual(['the disk is too slow: 100 lines wait for it']);
});

describe('at the end', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] }));
  afterEach(() => void vi.useRealTimers());

  test('many lines are waited for as long as they get on, however long that is in all', async () => {
    const path = join(folder, 'long.sagarun');
    let written = 0;
    const { file, failures } = openWith(path, 640, {
      change(line) {
        written += 1;
        if (written % 64 === 0) vi.advanceTimersByTime(8_000);
        return line;
      },
    });
    await file.end();
    expect(failures).toEqual([]);
    expect(await readRecording(path)).toMatchObject({ observations: 640, damage: undefined });
  });

  test('and given up where nothing of them gets on', async () => {
    const { file, failures } = openWith(join(folder, 'stuck.sagarun'), 640);
    const ended = file.end();
    vi.advanceTimersByTime(10_000);
    await ended;
    expect(failures).toEqual(['the disk took nothing of it for 10 s']);
  });
});

test('a line that cannot be written as JSON ends the recording, not the run', async () => {
  const ring: Record<string, unknown> = {};
  ring['ring'] = ring;
  const { file, failures } = open(join(folder, 'ring.sagarun'));
  const recorder = recorderTo(file, headerOf(system));
  const document = { kind: 'document', database: 'd', collection: 'c', id: '1', op: 'insert' } as const;
  recorder.observed({ ...document, document: ring, seq: 1, seenMs: 1 });
  await file.end();
  expect(failures).toHaveLength(1);
});

test('what could not be opened again is not written any further', async () => {
  const path = join(folder, 'large.sagarun');
  const { file, failures } = open(path, { mostBytes: 20_000, flushMs: 1 });
  const recorder = recorderTo(file, headerOf(system));
  for (let seq = 1; seq <= 1_000; seq++) recorder.observed(observation(seq));
  await file.end();
  expect(failures).toEqual([expect.stringMatching(/^it is larger than can be opened again: \d+ bytes$/)]);
});
