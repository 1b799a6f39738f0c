import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import {
  kafkaBroker,
  kafkaConnection,
  type Broker,
  type BrokerRecord,
  type KafkaSecurity,
} from '../../services/tram/index.ts';
import { deferred } from '../lib/deferred.ts';

/** Reads the broker as it is, for checks: nothing of it is left there. */
export interface BrokerReader {
  /** Records on a topic, by its high watermarks. */
  countOf(topic: string): Promise<bigint>;
  /** Whether a group has consumed all that the topics hold. */
  isConsumed(group: string, topics: readonly string[]): Promise<boolean>;
  /** All records of the topics, each partition's in order. Rejects with the signal's reason. */
  readAll(
    topics: readonly string[],
    onRecord: (record: BrokerRecord) => void,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

export async function openBrokerReader(broker: string, security?: KafkaSecurity): Promise<BrokerReader> {
  const clientId = 'saga-lab-soak';
  const reader = () => kafkaBroker({ brokers: broker.split(','), security, clientId });
  const kafka = new Kafka({
    ...kafkaConnection(broker, security),
    clientId,
    logLevel: logLevel.NOTHING,
    retry: { retries: 8, initialRetryTime: 50, maxRetryTime: 1_000 },
  });
  const admin = kafka.admin();
  await admin.connect();
  return {
    async countOf(topic) {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.reduce((sum, { high }) => sum + BigInt(high), 0n);
    },
    async isConsumed(group, topics) {
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group, topics: [...topics] })) {
        const committed = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
        for (const { partition, high } of await admin.fetchTopicOffsets(topic))
          if (BigInt(high) > 0n && (committed.get(partition) ?? -1n) < BigInt(high)) return false;
      }
      return true;
    },
    readAll: (topics, onRecord, signal) => readAll(admin, reader(), topics, onRecord, signal),
    close: () => admin.disconnect(),
  };
}

async function readAll(
  admin: Admin,
  reader: Broker,
  topics: readonly string[],
  onRecord: (record: BrokerRecord) => void,
  signal: AbortSignal,
): Promise<void> {
  const left = new Map<string, bigint>();
  for (const topic of topics)
    for (const { partition, high } of await admin.fetchTopicOffsets(topic))
      if (BigInt(high) > 0n) left.set(`${topic}/${partition}`, BigInt(high));
  if (left.size === 0) return;
  const done = deferred();
  const group = `saga-lab-soak-${randomUUID()}`;
  const stop = () => done.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const next = new Map<string, bigint>();
  try {
    await reader.subscribe({
      group,
      topics,
      onAssigned: () => Promise.resolve(),
      onError: () => undefined,
      async onRecord(record) {
        const place = `${record.topic}/${record.partition}`;
        const offset = BigInt(record.offset);
        // A rejoin begins again at what was committed.
        if (offset < (next.get(place) ?? 0n)) return;
        next.set(place, offset + 1n);
        onRecord(record);
        if (offset + 1n >= (left.get(place) ?? 0n)) left.delete(place);
        if (left.size === 0) done.resolve();
      },
    });
    await done.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await reader.close();
    await admin.deleteGroups([group]).catch(() => undefined);
  }
}
