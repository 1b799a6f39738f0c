import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';
import { Journal } from './journal.ts';
import { OpenFiles } from './open-files.ts';

type Entry = readonly [key: string, value: number];

function pathOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saga-lab-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'state.journal');
}

/** A map led by a journal. */
function open(path: string, compactAboveBytes = 1_000_000) {
  const state = new Map<string, number>();
  const files = new OpenFiles(3);
  const journal = new Journal<Entry>({
    path,
    commit: new GroupCommit(),
    files,
    report: () => undefined,
    apply: ([key, value]) => state.set(key, value),
    snapshot: () => state,
    compactAboveBytes,
  });
  return { journal, state, close: () => files.closeAll() };
}

test('what was acknowledged is there after a restart', async () => {
  const path = pathOf();
  const { journal, state, close } = open(path);
  const pending = journal.append(['a', 1]);
  expect(state.size).toBe(0);
  await pending;
  await Promise.all([journal.append(['b', 2]), journal.append(['a', 3])]);
  journal.appendNow(['c', 4]);
  close();
  const again = open(path);
  expect(Object.fromEntries(again.state)).toEqual({ a: 3, b: 2, c: 4 });
  again.close();
});

test('a torn tail is cut off, wherever it is torn', () => {
  const path = pathOf();
  const before = open(path);
  for (let i = 0; i < 5; i++) before.journal.appendNow([`k${i}`, i]);
  before.close();
  const whole = readFileSync(path);
  const entry = whole.length / 5;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
      truncateSync(path, 0);
      appendFileSync(path, whole);
      truncateSync(path, length);
      const { journal, state, close } = open(path);
      const kept = Math.floor(length / entry);
      expect(state.size).toBe(kept);
      journal.appendNow(['new', 1]);
      close();
      const again = open(path);
      expect(again.state.size).toBe(kept + 1);
      again.close();
    }),
    { numRuns: 50 },
  );
});

test('a line with a wrong checksum ends the reading', () => {
  const path = pathOf();
  const before = open(path);
  before.journal.appendNow(['a', 1]);
  before.close();
  appendFileSync(path, '00000000 ["b",2]\n');
  const { state, close } = open(path);
  expect([...state.keys()]).toEqual(['a']);
  close();
});

test('it stays small, and loses nothing by that', async () => {
  const path = pathOf();
  const { journal, close } = open(path, 2000);
  for (let i = 0; i < 1000; i++) await journal.append([`key ${i % 10}`, i]);
  close();
  expect(statSync(path).size).toBeLessThan(3000);
  const again = open(path);
  const newest = Array.from({ length: 10 }, (_, i) => [`key ${i}`, 990 + i]);
  expect(Object.fromEntries(again.state)).toEqual(Object.fromEntries(newest));
  again.close();
});
