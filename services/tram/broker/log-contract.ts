import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type BrokerUnderTest, contractTools } from './contract-tools.ts';

/** What only a broker that keeps a log in partitions can do, such as Kafka. */
export function logContract(makeBroker: () => Promise<BrokerUnderTest>): void {
  const tools = contractTools(makeBroker);

  describe('log', () => {
    let stuck: Promise<void>;
    let release: () => void;

    beforeEach(() => {
      stuck = new Promise((resolve) => {
        release = resolve;
      });
    });

    it('tells where each record went', async () => {
      const records = [...tools.numbered(50, 7), ...tools.numbered(50, 3)];
      const sent = await tools.publish(...records);
      const received = await tools.collect();
      await received.has(records.length);
      const arrived = received.records.map(({ partition, offset, key, value }) =>
        [partition, offset, key, value].join(),
      );
      const announced = sent.map(({ partition, offset }, index) =>
        [partition, offset, records[index]?.key, records[index]?.value].join(),
      );
      expect(arrived.sort()).toEqual(announced.sort());
    });

    it('counts offsets from 0', async () => {
      const publisher = await tools.broker.publisher();
      await expect(publisher.publish([tools.toSend('1', 'first')])).resolves.toMatchObject([
        { topic: tools.topic, offset: '0' },
      ]);
    });

    it('gives a group that comes late all that was there before it', async () => {
      await tools.publish(tools.toSend('1', 'before'));
      const received = await tools.collect({ group: `late-${randomUUID()}` });
      await received.has(1);
      expect(received.values()).toEqual(['before']);
    });

    it('lets no partition wait for the handler of another', async () => {
      const received = await tools.collect({
        onRecord: ({ value }) => (value === 'stuck' ? stuck : Promise.resolve()),
      });
      const [blocked] = await tools.publish(tools.toSend('key-0', 'stuck'));
      await received.has(1);
      const others = (await tools.publish(...tools.numbered(40, 20))).filter(
        ({ partition }) => partition !== blocked?.partition,
      );
      expect(others.length).toBeGreaterThan(0);
      await received.has(1 + others.length);
      expect(received.records).toHaveLength(1 + others.length);
      release();
      await received.has(41);
    });

    it('shares the partitions of a group: every record reaches one member', async () => {
      const one = await tools.collect();
      const other = await tools.collect();
      const publisher = await tools.broker.publisher();
      const values = () => [...one.values(), ...other.values()];
      await expect
        .poll(async () => {
          await publisher.publish(tools.numbered(40, 40));
          return one.records.length > 0 && other.records.length > 0;
        }, tools.patience)
        .toBe(true);
      await expect.poll(() => new Set(values()).size, tools.patience).toBe(40);
      await one.stop();
      await publisher.publish([tools.toSend('last', 'last')]);
      await expect.poll(() => other.values(), tools.patience).toContain('last');
    });

    it('has no dead letters, and says so', async () => {
      await expect(tools.collect({ deadLetters: { attempts: 3 } })).rejects.toThrow(
        'Kafka has no dead-letter queue',
      );
    });
  });
}
