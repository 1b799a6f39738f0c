import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BrokerRecord } from './broker.ts';
import { partitionLane } from './partition-lane.ts';

const records = (count: number, from = 0): BrokerRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    topic: 'Order',
    partition: 0,
    offset: String(from + index),
    key: null,
    value: null,
    timestampMs: 0,
  }));
const neverPause = () => () => undefined;

describe('partition lane', () => {
  it('handles one record after another, in order', async () => {
    const trace: string[] = [];
    const lane = partitionLane<BrokerRecord>(async ({ offset }) => {
      trace.push(`begin ${offset}`);
      await nextTurn();
      trace.push(`end ${offset}`);
    });
    lane.push(records(1), neverPause);
    lane.push(records(1, 1), neverPause);
    await lane.idle();
    expect(trace).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
  });

  it('begins again after it was idle', async () => {
    const handled: string[] = [];
    const lane = partitionLane<BrokerRecord>(async ({ offset }) => void handled.push(offset));
    for (const offset of [0, 1]) {
      lane.push(records(1, offset), neverPause);
      await lane.idle();
    }
    expect(handled).toEqual(['0', '1']);
  });

  it('drops what waits when cleared, not what is being handled', async () => {
    const handled: string[] = [];
    const lane = partitionLane<BrokerRecord>(async ({ offset }) => {
      await nextTurn();
      handled.push(offset);
    });
    lane.push(records(3), neverPause);
    lane.clear();
    await lane.idle();
    expect(handled).toEqual(['0']);
  });

  it('pauses fetching once when too many wait, and resumes when it has caught up', async () => {
    const trace: string[] = [];
    const lane = partitionLane<BrokerRecord>(async ({ offset }) => {
      if (Number(offset) % 500 === 0) trace.push(offset);
    });
    const pause = () => {
      trace.push('pause');
      return () => trace.push('resume');
    };
    lane.push(records(1_001), pause);
    lane.push(records(1, 1_001), pause);
    await lane.idle();
    expect(trace).toEqual(['pause', '0', '500', 'resume', '1000']);
  });
});
