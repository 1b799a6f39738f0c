import { describe, expect, test } from 'vitest';
import { loadSystem } from '../../systems/load.ts';
import type { Moment } from '../ledger/ledger.ts';
import type { Spool } from './spool.ts';
import { Timeline } from './timeline.ts';

const { system } = await loadSystem('services/customers-and-orders/system.yaml');

function record(offset: number): Moment {
  const fact = {
    kind: 'record',
    topic: 'Order',
    partition: 0,
    offset: `${offset}`,
    key: null,
    value: null,
  } as const;
  return {
    kind: 'observation',
    observation: { ...fact, seq: offset + 1, seenMs: 1_700_000_000_000 + offset },
  };
}

function memorySpool(): Spool & { readonly files: Map<string, readonly Moment[]> } {
  const files = new Map<string, readonly Moment[]>();
  return {
    files,
    write: (name, moments) => Promise.resolve(void files.set(name, moments)),
    read: (name) => Promise.resolve(files.get(name) ?? []),
    close: () => Promise.resolve(),
  };
}

function timelineOf(count: number, window: number, spool: Spool = memorySpool()): Timeline {
  const timeline = new Timeline({
    systems: [system],
    linesObservable: true,
    spool,
    window,
    changed: () => undefined,
  });
  for (let offset = 0; offset < count; offset += 1) timeline.append(record(offset));
  return timeline;
}

/** On a busy machine thirty thousand moments take their time. */
const patience = { timeout: 30_000 };

const offsets = ({ ledger }: Timeline) =>
  ledger.entries.records.map(({ observation }) => Number(observation.offset));

describe('a timeline', () => {
  test('shows the present, and any moment of the past that is sought', async () => {
    const timeline = timelineOf(10, 100);
    expect(offsets(timeline)).toHaveLength(10);
    await timeline.seek(4);
    expect(offsets(timeline)).toEqual([0, 1, 2, 3]);
    await timeline.seek(6);
    expect(offsets(timeline)).toEqual([0, 1, 2, 3, 4, 5]);
    await timeline.seek(1);
    expect(offsets(timeline)).toEqual([0]);
    await timeline.seek(null);
    expect(offsets(timeline)).toHaveLength(10);
  });

  test('tells ages to the present, to when it was stopped, or to the moment of the past that is shown', async () => {
    const timeline = timelineOf(10, 100);
    const seen = (moment: number) => 1_700_000_000_000 + moment - 1;
    const now = Date.now();
    expect(timeline.nowMs).toBeGreaterThanOrEqual(now - 1_000);
    await timeline.seek(10);
    const stopped = timeline.nowMs;
    expect(stopped).toBeGreaterThanOrEqual(now - 1_000);
    await expect.poll(() => Date.now()).toBeGreaterThan(now + 5);
    expect(timeline.nowMs).toBe(stopped);
    await timeline.seek(4);
    expect(timeline.nowMs).toBe(seen(4));
    await timeline.seek(null);
    expect(timeline.nowMs).toBeGreaterThan(stopped);
  });

  test('judges by how the lab can be observed, once that is known', async () => {
    const timeline = timelineOf(0, 100);
    timeline.watch({ systems: [system], linesObservable: false });
    const judged = () => timeline.ledger.models.get(system.name)?.linesObservable;
    expect(judged()).toBe(false);
    timeline.append(record(0));
    await timeline.seek(0);
    expect(judged()).toBe(false);
    expect(() => timeline.watch({ systems: [system], linesObservable: true })).toThrow('judged otherwise');
  });

  test('goes on with the present while the past is looked at', async () => {
    const timeline = timelineOf(3, 100);
    await timeline.seek(2);
    timeline.append(record(3));
    expect(offsets(timeline)).toEqual([0, 1]);
    await timeline.seek(null);
    expect(offsets(timeline)).toEqual([0, 1, 2, 3]);
  });

  test('of two moments sought at once shows the later one, and the present if that was it', async () => {
    const timeline = timelineOf(3_000, 10_000);
    await Promise.all([timeline.seek(2_000), timeline.seek(5)]);
    expect(offsets(timeline)).toHaveLength(5);
    await Promise.all([timeline.seek(2_500), timeline.seek(null)]);
    expect(offsets(timeline)).toHaveLength(3_000);
  });

  test('stands still at once, keeps what happens meanwhile, and shows it when it is live again', async () => {
    const timeline = timelineOf(2_000, 10_000);
    const paused = timeline.seek(2_000);
    expect(offsets(timeline)).toHaveLength(2_000);
    timeline.append(record(2_000));
    expect(offsets(timeline)).toHaveLength(2_000);
    await paused;
    timeline.append(record(2_001));
    await timeline.seek(null);
    expect(offsets(timeline)).toHaveLength(2_002);
    timeline.append(record(2_002));
    expect(offsets(timeline)).toHaveLength(2_003);
  });

  test('misses nothing that comes in the very turn in which it is live again', async () => {
    const timeline = timelineOf(10, 100);
    void timeline.seek(10);
    for (let turn = 0; turn < 20; turn += 1) {
      timeline.append(record(10 + turn));
      await Promise.resolve();
    }
    await timeline.seek(null);
    expect(offsets(timeline)).toEqual(Array.from({ length: 30 }, (_, offset) => offset));
  });

  test('is closed also where it is about to be live again', async () => {
    const timeline = timelineOf(3_000, 10_000);
    void timeline.seek(3_000);
    const live = timeline.seek(null);
    await timeline.close();
    await expect(live).resolves.toBeUndefined();
  });

  test('a moment beyond the last is the last', async () => {
    const timeline = timelineOf(3, 100);
    await timeline.seek(99);
    expect(offsets(timeline)).toEqual([0, 1, 2]);
  });
});

describe('a timeline longer than its window', () => {
  test(
    'keeps the newest in memory, the rest on disk, and finds all of it again',
    { timeout: 60_000 },
    async () => {
      const spool = memorySpool();
      const timeline = timelineOf(30_000, 8_000, spool);
      await expect.poll(() => timeline.spooled, patience).toBeGreaterThanOrEqual(20_000);
      expect(timeline.total).toBe(30_000);
      expect(offsets(timeline).at(-1)).toBe(29_999);
      expect(offsets(timeline).length).toBeLessThanOrEqual(12_000);
      await timeline.seek(1_234);
      expect(offsets(timeline).at(-1)).toBe(1_233);
      await timeline.seek(20_001);
      expect(offsets(timeline).at(-1)).toBe(20_000);
    },
  );

  test('what cannot be written stays in memory', { timeout: 60_000 }, async () => {
    const timeline = timelineOf(30_000, 8_000, {
      ...memorySpool(),
      write: () => Promise.reject(new Error('no space left on device')),
    });
    await expect.poll(() => timeline.failure, patience).toBe('no space left on device');
    expect(timeline.spooled).toBe(0);
    await timeline.seek(10);
    expect(offsets(timeline)).toHaveLength(10);
  });
});
