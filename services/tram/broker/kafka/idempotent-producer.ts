import type { Kafka, Message as KafkaMessage } from 'kafkajs';
import type { RecordToSend, SentRecord } from '../broker.ts';
import { partitionOfKey } from './partitioner.ts';
import { sentRecords } from './sent-records.ts';

export interface IdempotentProducer {
  /** In one request per broker; rejects when a record is not confirmed by all replicas. */
  send(records: readonly RecordToSend[]): Promise<readonly SentRecord[]>;
  close(): Promise<void>;
}

const allReplicas = -1;
/** Enough for a new leader; kafkajs' own default for idempotent producers has no limit. */
const retries = 5;

/** Resolves when it is connected and the broker gave it a producer id. */
export async function openProducer(kafka: Kafka): Promise<IdempotentProducer> {
  const partitionOf = new WeakMap<KafkaMessage, number>();
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    retry: { retries },
    // The answer names partitions, not records: remember which record went where.
    createPartitioner: () => {
      return ({ message, partitionMetadata }) => {
        const partition = partitionOfKey(String(message.key), partitionMetadata.length);
        partitionOf.set(message, partition);
        return partition;
      };
    },
  });
  await producer.connect();

  return {
    async send(records) {
      const messages = records.map(({ key, value, headers }): KafkaMessage => ({
        key,
        value,
        ...(headers && { headers: { ...headers } }),
      }));
      const answers = await producer.sendBatch({
        acks: allReplicas,
        topicMessages: [...groupByTopic(records, messages)].map(([topic, messages]) => ({ topic, messages })),
      });
      const placed = records.map(({ topic }, index) => {
        const partition = partitionOf.get(messages[index]!);
        if (partition === undefined)
          throw new Error(`kafkajs sent a record to ${topic} without asking for its partition`);
        return { topic, partition };
      });
      return sentRecords(placed, answers);
    },
    close: () => producer.disconnect(),
  };
}

function groupByTopic(
  records: readonly RecordToSend[],
  messages: readonly KafkaMessage[],
): Map<string, KafkaMessage[]> {
  const groups = new Map<string, KafkaMessage[]>();
  for (const [index, { topic }] of records.entries()) {
    const group = groups.get(topic) ?? [];
    groups.set(topic, group);
    group.push(messages[index]!);
  }
  return groups;
}
