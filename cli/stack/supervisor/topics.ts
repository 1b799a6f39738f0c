import { StackError, toError } from '../../lib/errors.ts';

export interface Topic {
  readonly name: string;
  readonly partitions: number;
}

/** Creates the topics that are missing. Rejects with StackError when the broker does not answer. */
export async function createTopics(broker: string, topics: readonly Topic[]): Promise<void> {
  await withAdmin(broker, async (admin) => {
    const present = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !present.has(name));
    if (missing.length > 0)
      await admin.createTopics({
        topics: missing.map(({ name, partitions }) => ({ topic: name, numPartitions: partitions })),
      });
  });
}

type Admin = ReturnType<import('kafkajs').Kafka['admin']>;

async function withAdmin<T>(broker: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  // Loaded when it is needed: importing it takes as long as the servers take to start.
  const { Kafka, logLevel } = (await import('kafkajs')).default;
  const kafka = new Kafka({
    brokers: broker.split(','),
    clientId: 'saga-lab',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5000,
    retry: { retries: 3 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (thrown) {
    throw new StackError(`The broker ${broker} does not do what is asked: ${toError(thrown).message}`, {
      cause: thrown,
    });
  } finally {
    await admin.disconnect();
  }
}
