import { withAdmin } from './kafka-admin.ts';

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
