import { randomUUID } from 'node:crypto';
import {
  Kafka,
  logLevel,
  type Admin,
  type Consumer,
  type ITopicConfig,
  type Producer,
  type ProducerConfig,
} from 'kafkajs';
import { onTestFinished, vi } from 'vitest';

/** Clients that are disconnected when the test is over. */
export interface TestClients {
  readonly admin: () => Promise<Admin>;
  readonly producer: (config?: ProducerConfig) => Promise<Producer>;
  readonly consumer: (groupId?: string, sessionTimeout?: number) => Promise<Consumer>;
  /** A new topic with a name of its own. */
  readonly topic: (partitions?: number) => Promise<string>;
}

export function connect(bootstrap: () => string): TestClients {
  const kafka = () => new Kafka({ clientId: 'contract', brokers: [bootstrap()], logLevel: logLevel.NOTHING });
  const admin = () => use(kafka().admin());
  return {
    admin,
    producer: (config) => use(kafka().producer({ retry: { retries: 10, maxRetryTime: 2_000 }, ...config })),
    consumer: (groupId = unique('group'), sessionTimeout = 6000) =>
      use(
        kafka().consumer({
          groupId,
          sessionTimeout,
          rebalanceTimeout: 10_000,
          heartbeatInterval: 200,
          maxWaitTimeInMs: 100,
        }),
      ),
    async topic(partitions = 1) {
      const topic = unique('topic');
      await makeTopics(await admin(), [{ topic, numPartitions: partitions }]);
      return topic;
    },
  };
}

/** Makes topics and waits until every partition answers: a busy broker hears late of what its controller made. */
export async function makeTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic } of topics) await offsetsOf(admin, topic);
}

/** Offsets of all partitions, once every one has a leader that answers. */
export function offsetsOf(admin: Admin, topic: string) {
  return vi.waitFor(() => admin.fetchTopicOffsets(topic), { timeout: 30_000, interval: 20 });
}

export function unique(prefix: string): string {
  return `${prefix}-${randomUUID()}`;
}

async function use<T extends Admin | Producer | Consumer>(client: T): Promise<T> {
  onTestFinished(() => client.disconnect());
  await client.connect();
  return client;
}
