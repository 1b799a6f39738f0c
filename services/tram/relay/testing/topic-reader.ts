import { Kafka, logLevel } from 'kafkajs';

export interface SeenRecord {
  readonly id: string;
  readonly key: string;
}

export interface TopicReader {
  /** All records of the topic, as they come. */
  readonly seen: readonly SeenRecord[];
  stop(): Promise<void>;
}

/** Makes the topic, and reads it from its beginning. */
export async function readTopic(bootstrap: string, topic: string): Promise<TopicReader> {
  const client = new Kafka({
    brokers: [bootstrap],
    clientId: 'test',
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 100 },
  });
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4 }] });
  await admin.disconnect();
  const seen: SeenRecord[] = [];
  const consumer = client.consumer({ groupId: `test-${topic}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 4,
    eachMessage: async ({ message }) => {
      const { headers } = JSON.parse(String(message.value)) as { headers: { ID: string } };
      seen.push({ id: headers.ID, key: String(message.key) });
    },
  });
  return { seen, stop: () => consumer.disconnect() };
}

/** Ids per key in the order in which each was seen first. */
export function firstSeenByKey(seen: readonly SeenRecord[]): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, Set<string>>();
  for (const { id, key } of seen) byKey.set(key, (byKey.get(key) ?? new Set()).add(id));
  return new Map([...byKey].map(([key, ids]) => [key, [...ids]]));
}
