import type { RecordMetadata } from 'kafkajs';
import type { SentRecord } from '../broker.ts';

export interface PlacedRecord {
  readonly topic: string;
  readonly partition: number;
}

/** Kafka answers with the first offset of each partition's batch; within it, records keep the order they were given in. */
export function sentRecords(
  placed: readonly PlacedRecord[],
  answers: readonly RecordMetadata[],
): readonly SentRecord[] {
  const nextOffset = new Map<string, bigint>();
  for (const { topicName, partition, baseOffset = '-1' } of answers) {
    nextOffset.set(`${topicName} ${partition}`, BigInt(baseOffset));
  }
  return placed.map(({ topic, partition }) => {
    const name = `${topic} ${partition}`;
    const offset = nextOffset.get(name) ?? -1n;
    if (offset < 0n) return { topic, partition, offset: null };
    nextOffset.set(name, offset + 1n);
    return { topic, partition, offset: offset.toString() };
  });
}
