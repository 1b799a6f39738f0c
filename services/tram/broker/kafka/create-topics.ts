import type { Kafka } from 'kafkajs';
import type { TopicToCreate } from '../broker.ts';

/** Makes those that are missing and waits until each partition has a leader. */
export async function createTopics(kafka: Kafka, topics: readonly TopicToCreate[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: topics.map(({ name, partitions }) => ({ topic: name, numPartitions: partitions })),
    });
  } finally {
    await admin.disconnect();
  }
}
