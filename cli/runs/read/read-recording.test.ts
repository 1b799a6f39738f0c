import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../lib/errors.ts';
import { system } from '../../scenario/testing/story.ts';
import { retell } from '../retell.ts';
import { headerOf, writeRecording } from '../testing/record-story.ts';
import { playRun } from '../testing/recorded-runs.ts';
import { defaultLimits } from './limits.ts';
import { readRecording } from './read-recording.ts';

// Each example is a file that is written and read: that is seconds where the machine has other things to do.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let whole: Buffer;
let lines: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-recording-'));
  const { heard } = await playRun();
  await writeRecording(join(folder, 'whole.sagarun'), headerOf(system), heard);
  whole = await readFile(join(folder, 'whole.sagarun'));
  lines = gunzipSync(whole).toString().trimEnd().split('\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function opened(bytes: Buffer, limits = defaultLimits) {
  const file = join(folder, 'some.sagarun');
  await writeFile(file, bytes);
  return readRecording(file, limits);
}

const packed = (texts: readonly string[]) => gzipSync(texts.map((text) => `${text}\n`).join(''));

async function refusal(bytes: Buffer, limits = defaultLimits): Promise<string> {
  const error = await opened(bytes, limits).then(
    () => expect.fail('it was opened'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message.replace(folder, '');
}

describe('a file that is cut off', () => {
  test('at any byte opens with what was whole before the cut, or says that nothing was', async () => {
    const { entries } = await opened(whole);
    const cuts = fc.integer({ min: 1, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(cuts, async (cut) => {
        const part = whole.subarray(0, cut);
        const recording = await opened(part).catch((thrown: unknown) => {
          expect(thrown).toBeInstanceOf(UsageError);
          expect((thrown as UsageError).message).toContain('holds no whole line');
        });
        if (recording === undefined) return;
        expect(recording.entries).toEqual(entries.slice(0, recording.entries.length));
        if (recording.entries.length < entries.length) expect(recording.damage).toContain('cut off');
      }),
      { numRuns: 30 },
    );
  });

  test('says in which line, and is told as far as it goes', async () => {
    const text = lines.slice(0, 20).join('\n');
    const recording = await opened(gzipSync(text));
    expect(recording.damage).toBe(
      'The recording is cut off: line 20 is cut off in the middle. What comes before is shown.',
    );
    expect(recording.entries).toHaveLength(18);
    expect(retell(recording).report.verdict).toBe('inconclusive');
  });

  test('one whose packing breaks in the middle opens up to there', async () => {
    const bytes = Buffer.from(whole);
    bytes.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 40);
    const outcome = await opened(bytes).catch((thrown: unknown) => thrown as Error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UsageError);
    else expect(outcome.damage).toBeDefined();
  });
});

test('a file that was changed says so', async () => {
  const changed = lines.map((line) => line.replaceAll('APPROVED', 'REJECTED'));
  expect(changed).not.toEqual(lines);
  expect((await opened(packed(changed))).damage).toContain('was changed after it was made');
  expect((await opened(packed([lines[0]!, ...lines.slice(2)]))).damage).toContain('was changed');
});

describe('what is no recording, or one made to do harm, is refused with its place', () => {
  test.each<[string, () => Buffer, RegExp]>([
    [
      'no gzip',
      () => Buffer.from('hello, this is a text'),
      /^\/some\.sagarun is no recording: it is not gzip'ed\.$/,
    ],
    ['an empty file', () => Buffer.alloc(0), /holds no whole line/],
    ['gzip of something else', () => packed(['{"a":1}']), /is no recording: its first line is no header/],
    ['no JSON', () => packed([lines[0]!, 'hello']), /, line 2: it is no JSON \(/],
    ['JSON that is no object', () => packed([lines[0]!, '[1]']), /, line 2: it is no JSON object/],
    [
      'a version of the future',
      () => packed([lines[0]!.replace('"sagarun":1', '"sagarun":2')]),
      /is a recording of version 2; this saga-lab reads version 1\. Take/,
    ],
    ['a second header', () => packed([lines[0]!, lines[0]!]), /, line 2: there is a second header/],
    ['something after the end', () => packed([...lines, lines[1]!]), /something follows the end line/],
    [
      'a field of another type',
      () =>
        packed([
          lines[0]!,
          '{"o":{"kind":"transaction","seq":1,"seenMs":1,"database":"d","xid":1,"lsn":"0/1","changes":[{"op":"insert","table":"t","key":5,"row":null}]}}',
        ]),
      /, line 2: o\.changes\[0\]\.key: /,
    ],
    [
      'a line of a service that is none',
      () =>
        packed([
          lines[0]!,
          '{"o":{"kind":"line","seq":1,"seenMs":1,"process":"p","line":{"event":"handled","at":"now"}}}',
        ]),
      /, line 2: o\.line\.at: /,
    ],
    [
      'a system that is none',
      () => packed([lines[0]!.replace('"kind":"postgres"', '"kind":"oracle"')]),
      /, line 1: header\.systems\[0\]\.databases\.order-db\.kind: /,
    ],
    [
      'JSON without an end to its depth',
      () => packed([lines[0]!, `{"o":${'['.repeat(50_000)}${']'.repeat(50_000)}}`]),
      /, line 2: it is nested more than 200 deep/,
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes())).toMatch(message);
  });

  test('a line, a whole or a ratio beyond the limits', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'a'));
    expect(await refusal(bomb)).toContain('unpacks to more than 200 times its size');
    expect(await refusal(bomb, { ...defaultLimits, ratio: 1e9, lineBytes: 1_000 })).toContain(
      'has a line of more than 1000 bytes (line 1)',
    );
    expect(await refusal(bomb, { ...defaultLimits, ratio: 1e9, bytes: 100_000 })).toContain(
      'is larger than 100000 bytes when unpacked',
    );
  });

  test('a file that is not there', async () => {
    await expect(readRecording(join(folder, 'none.sagarun'))).rejects.toThrow(
      /Cannot read .*none\.sagarun: /,
    );
  });
});

test('what only a later version knows is passed over', async () => {
  const later = [
    '{"note":"x"}',
    '{"o":{"kind":"span","seq":1,"seenMs":1}}',
    '{"event":{"type":"scenario-skipped"}}',
  ];
  const { entries, observations } = await opened(packed([lines[0]!, ...later, lines[1]!]));
  expect({ entries: entries.length, observations }).toEqual({ entries: 1, observations: 0 });
});

test('whatever was flushed is there though the end never came', async () => {
  const { createGzip } = await import('node:zlib');
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  gzip.write(`${lines.slice(0, 10).join('\n')}\n`);
  await new Promise<void>((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, resolve));
  const { entries, damage } = await opened(Buffer.concat(chunks));
  expect(entries).toHaveLength(9);
  expect(damage).toContain('it has no end line');
});
