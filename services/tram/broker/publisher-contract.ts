import { describe, expect, it } from 'vitest';
import type { BrokerRecord } from './broker.ts';
import type { ContractTools } from './contract-tools.ts';

const ofKey = (records: readonly BrokerRecord[], key: string) =>
  records.filter((record) => record.key === key).map(({ value }) => Number(value));

const ascending = (values: readonly number[]) => [...values].sort((one, other) => one - other);

const told = (records: readonly Pick<BrokerRecord, 'key' | 'value'>[]) =>
  records.map(({ key, value }) => `${key} ${value}`).sort();

export function publisherContract(tools: ContractTools): void {
  describe('publisher', () => {
    it('has every record on its topic once it is confirmed', async () => {
      const records = [...tools.numbered(50, 7), ...tools.numbered(50, 3)];
      const sent = await tools.publish(...records);
      expect(sent.map(({ topic }) => topic)).toEqual(records.map(({ topic }) => topic));
      const received = await tools.collect();
      await received.has(records.length);
      expect(told(received.records)).toEqual(told(records));
      expect(new Set(received.records.map(({ partition, offset }) => `${partition}@${offset}`)).size).toBe(
        records.length,
      );
    });

    it('keeps the order of a key, also of sends that overlap', async () => {
      const publisher = await tools.broker.publisher();
      const records = tools.numbered(3_000, 5);
      await Promise.all(
        [0, 1_000, 2_000].map((from) => publisher.publish(records.slice(from, from + 1_000))),
      );
      const received = await tools.collect();
      await received.has(records.length);
      expect(received.records).toHaveLength(records.length);
      for (let key = 0; key < 5; key += 1) {
        const values = ofKey(received.records, `key-${key}`);
        expect(values).toEqual(ascending(values));
      }
    });

    it('carries headers beside the value, and none where none were given', async () => {
      const headers = { id: '"4f1c"', eventType: '"Ünïcode"' };
      await tools.publish({ ...tools.toSend('1', 'with'), headers }, tools.toSend('1', 'without'));
      const received = await tools.collect();
      await received.has(2);
      expect(received.records.map((record) => record.headers)).toEqual([headers, undefined]);
    });

    it('goes on after a send that failed', async () => {
      const publisher = await tools.broker.publisher();
      const lost = { topic: 'no-such-topic', key: '1', value: 'lost' };
      await expect(publisher.publish([lost])).rejects.toThrow();
      await publisher.publish([tools.toSend('1', 'kept')]);
      const received = await tools.collect();
      await received.has(1);
      expect(received.values()).toEqual(['kept']);
    });

    it('sends nothing more once it is closed', async () => {
      const publisher = await tools.broker.publisher();
      await publisher.close();
      await expect(publisher.publish([tools.toSend('1', 'late')])).rejects.toThrow('closed');
    });
  });
}
