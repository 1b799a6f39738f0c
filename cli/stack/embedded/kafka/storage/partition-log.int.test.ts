import fc from 'fast-check';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { recordBatch } from '../../../../test/harness/record-batch.ts';
import { errorCode } from '../protocol/error-code.ts';
import { readBaseOffset, readHeader } from './batch-header.ts';
import { GroupCommit } from './group-commit.ts';
import { OpenFiles } from './open-files.ts';
import { PartitionLog, type Storage } from './partition-log.ts';
import { RecentBytes } from './recent-batches.ts';
import { segmentName } from './segment.ts';

const first = segmentName(0n);

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saga-lab-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(folder: string, { recentBytes = 0, segmentBytes = 1_000_000, trimmedTo = 0n } = {}) {
  const cut: string[] = [];
  const storage: Storage = {
    commit: new GroupCommit(),
    files: new OpenFiles(3),
    recent: new RecentBytes(recentBytes),
    report: (_, message) => cut.push(message),
  };
  const log = new PartitionLog(folder, storage, trimmedTo, () => segmentBytes);
  const append = (batch: Buffer) => log.append(batch, readHeader(batch));
  const close = () => {
    log.close();
    storage.files.closeAll();
  };
  return { log, append, cut, close };
}

const sent = (sequence: number) => recordBatch({ producerId: 9n, epoch: 0, sequence });

/** Base offsets of everything that can be read from `offset` on. */
function offsetsFrom(log: PartitionLog, offset: bigint): readonly bigint[] {
  const found: bigint[] = [];
  for (let next = offset; ;) {
    const [bytes] = log.read(next, 10_000, true);
    if (bytes === undefined) return found;
    for (let at = 0; at < bytes.length;) {
      const header = readHeader(bytes, at);
      found.push(header.baseOffset);
      next = header.baseOffset + BigInt(header.lastOffsetDelta) + 1n;
      at += header.size;
    }
  }
}

test.each([0, 1_000_000])(
  'what is appended is read, from any offset (%i bytes of memory)',
  async (recentBytes) => {
    const { log, append, close } = open(folderOf(), { recentBytes, segmentBytes: 2000 });
    for (let i = 0; i < 100; i++) await append(recordBatch({ values: [`${i}`, 'x'.repeat(i)] }));
    expect(log.highWatermark).toBe(200n);
    expect(offsetsFrom(log, 0n)).toHaveLength(100);
    for (let i = 0n; i < 200n; i++) expect(offsetsFrom(log, i)[0]).toBe(i - (i % 2n));
    close();
  },
);

test('one turn of the event loop is one write, in the order of the calls', async () => {
  const { log, append, close } = open(folderOf());
  const appended = await Promise.all(Array.from({ length: 50 }, () => append(recordBatch())));
  expect(appended.map((a) => a.baseOffset)).toEqual(Array.from({ length: 50 }, (_, i) => BigInt(i)));
  expect(offsetsFrom(log, 0n)).toHaveLength(50);
  close();
});

test('maxBytes holds, but the first batch always comes', async () => {
  const { log, append, close } = open(folderOf(), { recentBytes: 100_000 });
  const batch = recordBatch({ values: ['x'.repeat(500)] });
  for (let i = 0; i < 5; i++) await append(Buffer.from(batch));
  const count = (maxBytes: number, atLeastOne: boolean) => log.read(0n, maxBytes, atLeastOne).length;
  expect([count(1, true), count(1, false), count(batch.length * 3, false)]).toEqual([1, 0, 3]);
  close();
});

test('after a restart offsets go on, and repeats of idempotent producers are still known', async () => {
  const folder = folderOf();
  const before = open(folder, { segmentBytes: 200 });
  for (let i = 0; i < 4; i++) await before.append(sent(i));
  before.close();
  const { log, append, close } = open(folder, { segmentBytes: 200 });
  expect(await append(sent(3))).toEqual({ errorCode: errorCode.none, baseOffset: 3n });
  expect(await append(sent(5))).toEqual({ errorCode: errorCode.outOfOrderSequenceNumber, baseOffset: -1n });
  expect(await append(sent(4))).toEqual({ errorCode: errorCode.none, baseOffset: 4n });
  expect(offsetsFrom(log, 0n)).toEqual([0n, 1n, 2n, 3n, 4n]);
  close();
});

test('a tail that is torn anywhere is cut off, and what was whole before it stays', async () => {
  const folder = folderOf();
  const before = open(folder);
  for (let i = 0; i < 5; i++) await before.append(recordBatch({ values: [String(i).repeat(50)] }));
  before.close();
  const whole = readFileSync(join(folder, first));
  const size = whole.length / 5;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (length) => {
      writeFileSync(join(folder, first), whole);
      truncateSync(join(folder, first), length);
      const { log, append, cut, close } = open(folder);
      const kept = Math.floor(length / size);
      expect(log.highWatermark).toBe(BigInt(kept));
      expect(cut.length).toBe(length % size === 0 ? 0 : 1);
      expect((await append(recordBatch())).baseOffset).toBe(BigInt(kept));
      expect(offsetsFrom(log, 0n)).toHaveLength(kept + 1);
      close();
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['noise', Buffer.from('not a batch, but longer than the sixty-one bytes of a header, so it is looked at')],
  ['zeros', Buffer.alloc(500)],
  [
    'a batch with a flipped bit',
    Buffer.from(recordBatch({ baseOffset: 1n, values: ['abc'] })).fill(0xff, 70),
  ],
])('%s at the end is cut off', async (_, tail) => {
  const folder = folderOf();
  const before = open(folder);
  await before.append(recordBatch());
  before.close();
  appendFileSync(join(folder, first), tail);
  const { log, cut, close } = open(folder);
  expect(log.highWatermark).toBe(1n);
  expect(cut).toEqual(['torn tail cut off']);
  close();
});

test('trimming removes whole files and remembers the offset', async () => {
  const folder = folderOf();
  const { log, append, close } = open(folder, { segmentBytes: 100 });
  for (let i = 0; i < 5; i++) await append(recordBatch());
  log.trim(3n);
  expect(log.startOffset).toBe(3n);
  expect(readdirSync(folder).length).toBeLessThan(5);
  expect(offsetsFrom(log, 3n)).toEqual([3n, 4n]);
  close();
  const again = open(folder, { trimmedTo: 3n });
  expect([again.log.startOffset, again.log.highWatermark]).toEqual([3n, 5n]);
  again.close();
});

test('retention drops whole segments by age and by size, never the last', async () => {
  const { log, append, close } = open(folderOf(), { segmentBytes: 1 });
  const size = recordBatch().length;
  for (let i = 0n; i < 5n; i++) await append(recordBatch({ timestamp: i * 1000n }));
  expect([log.startFor(-1, 0n), log.startFor(-1, 2000n), log.startFor(-1, 9000n)]).toEqual([0n, 2n, 4n]);
  expect([log.startFor(size * 3, 0n), log.startFor(0, 0n)]).toEqual([2n, 4n]);
  close();
});

test('a disk that refuses is told to the producer, and the log goes on when it recovers', async () => {
  const folder = folderOf();
  const { log, append, close } = open(folder);
  await append(recordBatch());
  const pending = append(recordBatch({ producerId: 1n, epoch: 0, sequence: 0 }));
  log.close();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where the folder was');
  expect(await pending).toEqual({ errorCode: errorCode.storageError, baseOffset: -1n });
  rmSync(folder);
  expect(await append(recordBatch())).toEqual({ errorCode: errorCode.none, baseOffset: 0n });
  expect(log.read(0n, 1000, true).map((b) => readBaseOffset(b, 0))).toEqual([0n]);
  close();
});
