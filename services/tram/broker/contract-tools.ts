import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Broker, BrokerRecord, RecordToSend, SubscribeOptions } from './broker.ts';

export interface BrokerUnderTest {
  readonly broker: Broker;
  /** Milliseconds within which everything here is delivered, group rebalances included. */
  readonly patienceMs: number;
}

export type ContractTools = ReturnType<typeof contractTools>;

/** A broker, a topic of four partitions and a group, new for each test, and what the contract does with them. */
export function contractTools(makeBroker: () => Promise<BrokerUnderTest>) {
  let broker: Broker;
  let patienceMs: number;
  let topic: string;
  let group: string;

  beforeEach(async () => {
    ({ broker, patienceMs } = await makeBroker());
    topic = `topic-${randomUUID()}`;
    group = `group-${randomUUID()}`;
    await broker.createTopics([{ name: topic, partitions: 4 }]);
    await broker.prepareGroup(group, [topic]);
  });

  afterEach(() => broker.close());

  const toSend = (key: string, value: string): RecordToSend => ({ topic, key, value });

  return {
    get broker() {
      return broker;
    },
    get topic() {
      return topic;
    },
    get group() {
      return group;
    },
    get patience() {
      return { timeout: patienceMs, interval: 5 };
    },
    toSend,
    numbered: (count: number, keys: number): RecordToSend[] =>
      Array.from({ length: count }, (_, index) => toSend(`key-${index % keys}`, String(index))),

    async publish(...records: RecordToSend[]) {
      const publisher = await broker.publisher();
      const sent = await publisher.publish(records);
      await publisher.close();
      return sent;
    },

    /** Collects what a subscription gets, until it is stopped. */
    async collect(options: Partial<SubscribeOptions> = {}) {
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
          expect
            .poll(() => records.length, { timeout: patienceMs, interval: 5 })
            .toBeGreaterThanOrEqual(count),
      };
    },
  };
}
