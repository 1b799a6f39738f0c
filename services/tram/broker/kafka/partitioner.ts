import { murmur2 } from './murmur2.ts';

/** Partition of a key, as Java's Kafka client and kafkajs choose it: so both may write to the same topic. */
export function partitionOfKey(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fff_ffff) % partitions;
}
