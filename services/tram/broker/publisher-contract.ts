import { describe, expect, it } from 'vitest';
import type { BrokerRecord } from './broker.ts';
import type { ContractTools } from './contract-tools.ts';

const ofKey = (records: readonly BrokerRecord[], key: string) =>
  records.filter((record) => record.key === key).map(({ value }) => Number(value));

const ascending = (values: readonly number[]) => [...values].sort((one, other) => one - other);

export function publisherContract(tools: ContractTools): void {
  describe('publisher', () => {
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
      await expect(publisher.publish([tools.toSend('1', 'kept')])).resolves.toMatchObject([
        { topic: tools.topic, offset: '0' },
      ]);
    });

    it('sends nothing more once it is closed', async () => {
      const publisher = await tools.broker.publisher();
      await publisher.close();
      await expect(publisher.publish([tools.toSend('1', 'late')])).rejects.toThrow('closed');
    });
  });
}
