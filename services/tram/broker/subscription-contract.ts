import { beforeEach, describe, expect, it } from 'vitest';
import type { ContractTools } from './contract-tools.ts';

export function subscriptionContract(tools: ContractTools): void {
  describe('subscription', () => {
    let stuck: Promise<void>;
    let release: () => void;

    beforeEach(() => {
      stuck = new Promise((resolve) => {
        release = resolve;
      });
    });

    it('begins with the oldest record since the group was prepared and goes on with new ones', async () => {
      await tools.publish(tools.toSend('1', 'before'));
      const received = await tools.collect();
      await received.has(1);
      await tools.publish(tools.toSend('1', 'after'));
      await received.has(2);
      expect(received.values()).toEqual(['before', 'after']);
    });

    it('handles one record of a partition at a time, in order', async () => {
      let running = 0;
      let most = 0;
      await tools.publish(...Array.from({ length: 20 }, (_, index) => tools.toSend('same', String(index))));
      const received = await tools.collect({
        onRecord: async () => {
          most = Math.max(most, (running += 1));
          await new Promise(setImmediate);
          running -= 1;
        },
      });
      await received.has(20);
      expect(most).toBe(1);
      expect(received.values()).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
    });

    it('goes on where the group stopped', async () => {
      await tools.publish(tools.toSend('1', 'first'), tools.toSend('1', 'second'));
      const before = await tools.collect();
      await before.has(2);
      await before.stop();
      await tools.publish(tools.toSend('1', 'third'));
      const after = await tools.collect();
      await after.has(1);
      expect(after.values()).toEqual(['third']);
    });

    it('waits for the record being handled when it stops, and counts it', async () => {
      await tools.publish(tools.toSend('1', 'first'));
      const trace: string[] = [];
      const before = await tools.collect({
        onRecord: async () => {
          await stuck;
          trace.push('handled');
        },
      });
      await before.has(1);
      const stopped = before.stop().then(() => trace.push('stopped'));
      release();
      await stopped;
      expect(trace).toEqual(['handled', 'stopped']);
      await tools.publish(tools.toSend('1', 'second'));
      const after = await tools.collect();
      await after.has(1);
      expect(after.values()).toEqual(['second']);
    });

    it('delivers a record that was rejected again, before the later ones of its partition', async () => {
      await tools.publish(
        tools.toSend('1', 'first'),
        tools.toSend('1', 'second'),
        tools.toSend('1', 'third'),
      );
      let rejections = 1;
      const received = await tools.collect({
        onRecord: async ({ value }) => {
          if (value === 'second' && rejections-- > 0) throw new Error('not now');
        },
      });
      await received.has(4);
      const values = received.values();
      expect(values.slice(values.indexOf('second') + 1).filter((value) => value !== 'first')).toEqual([
        'second',
        'third',
      ]);
      expect(received.errors.map(({ message }) => message)).toContain('not now');
    });

    it('hears of its partitions before the first record of them', async () => {
      await tools.publish(...tools.numbered(20, 20));
      const trace: string[] = [];
      const received = await tools.collect({
        onAssigned: async () => {
          await new Promise(setImmediate);
          trace.push('assigned');
        },
        onRecord: async () => void trace.push('record'),
      });
      await received.has(20);
      expect(trace[0]).toBe('assigned');
    });

    it('gives every record to one member of a group, and goes on with the other when that one leaves', async () => {
      const one = await tools.collect();
      const other = await tools.collect();
      const values = () => [...one.values(), ...other.values()];
      const publisher = await tools.broker.publisher();
      await expect
        .poll(async () => {
          await publisher.publish(tools.numbered(40, 40));
          return values().length > 0;
        }, tools.patience)
        .toBe(true);
      await expect.poll(() => new Set(values()).size, tools.patience).toBe(40);
      const [leaving, staying] = one.records.length > 0 ? [one, other] : [other, one];
      await leaving.stop();
      await publisher.publish([tools.toSend('last', 'last')]);
      await expect.poll(() => staying.values(), tools.patience).toContain('last');
    });

    it('delivers a record again under the offset that it had', async () => {
      await tools.publish(tools.toSend('1', 'twice'));
      let rejections = 1;
      const received = await tools.collect({
        onRecord: async () => {
          if (rejections-- > 0) throw new Error('not now');
        },
      });
      await received.has(2);
      const [first, again] = received.records;
      expect(again).toEqual(first);
    });
  });
}
