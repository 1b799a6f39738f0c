import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broker, BrokerRecord, RecordToSend, SubscribeOptions } from './broker.ts';

export interface BrokerUnderTest {
  readonly broker: Broker;
  /** Milliseconds within which everything here is delivered, group rebalances included. */
  readonly patienceMs: number;
}

const ofKey = (records: readonly BrokerRecord[], key: string) =>
  records.filter((record) => record.key === key).map(({ value }) => Number(value));

const ascending = (values: readonly number[]) => [...values].sort((one, other) => one - other);

/** What every adapter of the broker port must do. */
export function brokerContract(makeBroker: () => Promise<BrokerUnderTest>): void {
  let broker: Broker;
  let patienceMs: number;
  let topic: string;
  let group: string;

  beforeEach(async () => {
    ({ broker, patienceMs } = await makeBroker());
    topic = `topic-${randomUUID()}`;
    group = `group-${randomUUID()}`;
    await broker.createTopics([{ name: topic, partitions: 4 }]);
  });

  afterEach(() => broker.close());

  const toSend = (key: string, value: string): RecordToSend => ({ topic, key, value });

  const numbered = (count: number, keys: number): RecordToSend[] =>
    Array.from({ length: count }, (_, index) => toSend(`key-${index % keys}`, String(index)));

  async function publish(...records: RecordToSend[]) {
    const publisher = await broker.publisher();
    const sent = await publisher.publish(records);
    await publisher.close();
    return sent;
  }

  /** Collects what a subscription gets, until it is stopped. */
  async function collect(options: Partial<SubscribeOptions> = {}) {
    const records: BrokerRecord[] = [];
    const errors: Error[] = [];
    const { onRecord = async () => undefined } = options;
    const subscription = await broker.subscribe({
      group,
      topics: [topic],
      onAssigned: async () => undefined,
      onError: (error) => errors.push(error),
      ...options,
      onRecord: async (record) => {
        records.push(record);
        await onRecord(record);
      },
    });
    return {
      records,
      errors,
      stop: () => subscription.stop(),
      values: () => records.map(({ value }) => value),
      has: (count: number) =>
        expect.poll(() => records.length, { timeout: patienceMs, interval: 5 }).toBeGreaterThanOrEqual(count),
    };
  }

  describe('topics', () => {
    it('may exist already', async () => {
      await expect(broker.createTopics([{ name: topic, partitions: 4 }])).resolves.toBeUndefined();
    });

    it('must exist to be subscribed to', async () => {
      await expect(collect({ topics: ['no-such-topic'] })).rejects.toThrow();
    });
  });

  describe('publisher', () => {
    it('tells where each record went', async () => {
      const records = [...numbered(50, 7), ...numbered(50, 3)];
      const sent = await publish(...records);
      const received = await collect();
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
      const publisher = await broker.publisher();
      const records = numbered(3_000, 5);
      await Promise.all(
        [0, 1_000, 2_000].map((from) => publisher.publish(records.slice(from, from + 1_000))),
      );
      const received = await collect();
      await received.has(records.length);
      expect(received.records).toHaveLength(records.length);
      for (let key = 0; key < 5; key += 1) {
        const values = ofKey(received.records, `key-${key}`);
        expect(values).toEqual(ascending(values));
      }
    });

    it('goes on after a send that failed', async () => {
      const publisher = await broker.publisher();
      const lost = { topic: 'no-such-topic', key: '1', value: 'lost' };
      await expect(publisher.publish([lost])).rejects.toThrow();
      await expect(publisher.publish([toSend('1', 'kept')])).resolves.toMatchObject([{ topic, offset: '0' }]);
    });

    it('sends nothing more once it is closed', async () => {
      const publisher = await broker.publisher();
      await publisher.close();
      await expect(publisher.publish([toSend('1', 'late')])).rejects.toThrow('closed');
    });
  });

  describe('subscription', () => {
    let stuck: Promise<void>;
    let release: () => void;

    beforeEach(() => {
      stuck = new Promise((resolve) => {
        release = resolve;
      });
    });

    it('begins with the oldest record and goes on with new ones', async () => {
      await publish(toSend('1', 'before'));
      const received = await collect();
      await received.has(1);
      await publish(toSend('1', 'after'));
      await received.has(2);
      expect(received.values()).toEqual(['before', 'after']);
    });

    it('handles one record of a partition at a time, in order', async () => {
      let running = 0;
      let most = 0;
      await publish(...Array.from({ length: 20 }, (_, index) => toSend('same', String(index))));
      const received = await collect({
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

    it('lets no partition wait for the handler of another', async () => {
      const received = await collect({
        onRecord: ({ value }) => (value === 'stuck' ? stuck : Promise.resolve()),
      });
      const [blocked] = await publish(toSend('key-0', 'stuck'));
      await received.has(1);
      const others = (await publish(...numbered(40, 20))).filter(
        ({ partition }) => partition !== blocked?.partition,
      );
      expect(others.length).toBeGreaterThan(0);
      await received.has(1 + others.length);
      expect(received.records).toHaveLength(1 + others.length);
      release();
      await received.has(41);
    });

    it('goes on where the group stopped', async () => {
      await publish(toSend('1', 'first'), toSend('1', 'second'));
      const before = await collect();
      await before.has(2);
      await before.stop();
      await publish(toSend('1', 'third'));
      const after = await collect();
      await after.has(1);
      expect(after.values()).toEqual(['third']);
    });

    it('waits for the record being handled when it stops, and counts it', async () => {
      await publish(toSend('1', 'first'));
      const trace: string[] = [];
      const before = await collect({
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
      await publish(toSend('1', 'second'));
      const after = await collect();
      await after.has(1);
      expect(after.values()).toEqual(['second']);
    });

    it('delivers a record that was rejected again, before the later ones of its partition', async () => {
      await publish(toSend('1', 'first'), toSend('1', 'second'), toSend('1', 'third'));
      let rejections = 1;
      const received = await collect({
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
      await publish(...numbered(20, 20));
      const trace: string[] = [];
      const received = await collect({
        onAssigned: async () => {
          await new Promise(setImmediate);
          trace.push('assigned');
        },
        onRecord: async () => void trace.push('record'),
      });
      await received.has(20);
      expect(trace[0]).toBe('assigned');
    });

    it('shares the partitions of a group: every record reaches one member', async () => {
      const one = await collect();
      const other = await collect();
      const publisher = await broker.publisher();
      const values = () => [...one.values(), ...other.values()];
      await expect
        .poll(
          async () => {
            await publisher.publish(numbered(40, 40));
            return one.records.length > 0 && other.records.length > 0;
          },
          { timeout: patienceMs, interval: 50 },
        )
        .toBe(true);
      await expect.poll(() => new Set(values()).size, { timeout: patienceMs }).toBe(40);
      await one.stop();
      await publisher.publish([toSend('last', 'last')]);
      await expect.poll(() => other.values(), { timeout: patienceMs }).toContain('last');
    });
  });
}
