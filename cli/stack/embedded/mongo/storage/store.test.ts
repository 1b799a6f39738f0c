import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Int32 } from 'bson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitUntil } from '../../../../lib/wait-until.ts';
import { docOf, type Doc } from '../value/value.ts';
import { StoredDocument } from './stored-document.ts';
import { Store } from './store.ts';

const ns = { db: 'd', collection: 'c' };
let dir: string;
let logged: string[];
const log = (event: string): void => void logged.push(event);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'saga-lab-store-'));
  logged = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const doc = (n: number, text = ''): Doc => docOf({ _id: new Int32(n), text });
const insert = (store: Store, n: number, text = ''): void =>
  store.commit([{ op: 'insert', ns, document: StoredDocument.of(doc(n, text)) }]);
const contents = (store: Store): Doc[] =>
  [...(store.catalog.collection(ns)?.documents() ?? [])].map((stored) => stored.doc);

async function reopened<T>(read: (store: Store) => T, path = dir): Promise<T> {
  const store = new Store(path, log);
  const result = read(store);
  await store.close();
  return result;
}

test('what was committed is there again', async () => {
  const store = new Store(dir, log);
  insert(store, 1);
  insert(store, 2);
  store.commit([{ op: 'replace', ns, document: StoredDocument.of(doc(1, 'new')) }]);
  store.commit([
    {
      op: 'createIndex',
      ns,
      index: docOf({ name: 'text_1', key: docOf({ text: new Int32(1) }), unique: true }),
    },
  ]);
  await store.durable();
  await store.close();
  expect(await reopened(contents)).toEqual([doc(1, 'new'), doc(2)]);
  expect(await reopened((again) => again.catalog.collection(ns)?.index('text_1')?.spec.unique)).toBe(true);
});

test('a journal cut at any byte holds the entries before the cut, and goes on from there', async () => {
  const store = new Store(dir, log);
  const ends: number[] = [];
  const path = join(dir, 'journal-000001.bson');
  await store.durable();
  ends.push(statSync(path).size);
  for (const n of [1, 2, 3]) {
    insert(store, n, 'x'.repeat(n * 10));
    await store.durable();
    ends.push(statSync(path).size);
  }
  await store.close();
  const whole = readFileSync(path).length;
  for (let cut = 0; cut <= whole; cut += 1) {
    const copy = join(dir, 'copy');
    cpSync(path, join(copy, 'journal-000001.bson'));
    truncateSync(join(copy, 'journal-000001.bson'), cut);
    const kept = Math.max(0, ends.filter((end) => end <= cut).length - 1);
    expect(await reopened((again) => contents(again).length, copy)).toBe(kept);
    await reopened((again) => insert(again, 9), copy);
    expect(await reopened((again) => contents(again).length, copy)).toBe(kept + 1);
    rmSync(copy, { recursive: true });
  }
  expect(logged).toContain('torn journal tail');
}, 60_000);

test('garbage behind the last entry is cut off', async () => {
  const store = new Store(dir, log);
  insert(store, 1);
  await store.close();
  appendFileSync(
    join(dir, 'journal-000001.bson'),
    Buffer.from([9, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]),
  );
  expect(await reopened(contents)).toEqual([doc(1)]);
  expect(logged).toEqual(['torn journal tail']);
});

test('a compacted store holds the same, in fewer files, with the history of the last generation', async () => {
  let [before, lastTs] = [0n, 0n];
  let expected: Doc[] = [];
  for (let round = 0; round < 4; round += 1) {
    const store = new Store(dir, log, 2000);
    before ||= store.lastTs;
    for (let n = 0; n < 50; n += 1) insert(store, round * 50 + n, 'some text that fills the journal');
    await store.durable();
    store.commit([{ op: 'delete', ns, id: new Int32(round * 50) }]);
    [expected, lastTs] = [contents(store), store.lastTs];
    await store.close();
  }
  expect(readdirSync(dir).filter((name) => name.startsWith('snapshot'))).toHaveLength(1);
  expect(readdirSync(dir).filter((name) => name.startsWith('journal')).length).toBeLessThanOrEqual(2);
  const again = new Store(dir, log);
  expect(contents(again)).toEqual(expected);
  expect(again.lastTs).toBeGreaterThan(lastTs);
  expect(again.history.lostUpTo).toBeGreaterThan(before);
  expect(again.history.at(again.history.end - 1)).toMatchObject({ op: 'delete', id: new Int32(150) });
  await again.close();
});

test('a start in the very second of the last one tells no timestamp again, and knows what it has no history of', async () => {
  const told = await reopened((store) => store.lastTs);
  await reopened((store) => {
    insert(store, 1);
    expect(store.lastTs).toBeGreaterThan(told);
    expect(store.history.lostUpTo).toBeLessThanOrEqual(told);
  });
  const then = Date.now();
  await waitUntil(() => Date.now() > then || undefined, { signal: AbortSignal.timeout(5_000), everyMs: 1 });
  const fresh = mkdtempSync(join(tmpdir(), 'saga-lab-store-'));
  await reopened((store) => expect(store.history.lostUpTo).toBeGreaterThan(told), fresh);
  rmSync(fresh, { recursive: true });
});

test('a snapshot that was not finished is ignored', async () => {
  const store = new Store(dir, log);
  insert(store, 1);
  await store.close();
  appendFileSync(join(dir, 'snapshot-000002.bson.partial'), 'half');
  expect(await reopened(contents)).toEqual([doc(1)]);
});

test('the result of a retryable write is remembered across a restart', async () => {
  const store = new Store(dir, log);
  const result = docOf({ n: new Int32(1) });
  store.commit([], { session: 's', txnNumber: 3n, statement: 0, result });
  await store.close();
  expect(await reopened((again) => again.remembered.find('s', 3n, 0))).toEqual(result);
  await reopened((again) => expect(() => again.remembered.find('s', 2n, 0)).toThrow(/prohibited on session/));
});

test('a document is stored up to 180 levels deep, and no deeper', async () => {
  const nested = (levels: number): Doc =>
    levels === 0 ? docOf({ leaf: true }) : docOf({ a: nested(levels - 1) });
  const store = new Store(dir, log);
  const deepest = new Map([['_id', new Int32(1)], ...nested(180)]);
  store.commit([{ op: 'insert', ns, document: StoredDocument.of(deepest) }]);
  await store.close();
  expect(await reopened(contents)).toEqual([deepest]);
  expect(() => StoredDocument.of(nested(181))).toThrow('180 levels');
});
