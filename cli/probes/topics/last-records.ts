import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { kafkaConnection, type KafkaSecurity } from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import { deferred } from '../../lib/deferred.ts';
import type { RecordFact } from '../../model/observation.ts';
import { goodbye } from './goodbye.ts';
import { recordFact } from './record-fact.ts';

/** Transactions leave markers among the records, which nobody is given. */
const lookBack = 10n;

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * One of the last records of each topic that has any; of a topic whose record does not come before the signal aborts,
 * none. Rejects with the signal's reason where the broker is not ready to be read from by then. The group that reads
 * them commits nothing, and is deleted; goodbyes take 9 s more where the broker hangs.
 */
export async function lastRecords(
  { address, security }: { readonly address: string; readonly security?: KafkaSecurity | undefined },
  topics: readonly string[],
  signal: AbortSignal,
): Promise<readonly RecordFact[]> {
  const kafka = new Kafka({
    ...kafkaConnection(address, security),
    clientId: 'saga-lab',
    logLevel: logLevel.NOTHING,
    retry: { retries: 3 },
  });
  const admin = kafka.admin();
  try {
    await abortable(admin.connect(), signal);
    const places = await abortable(placesOf(admin, topics), signal);
    return places.length === 0 ? [] : await readAt(kafka, admin, places, signal);
  } finally {
    await goodbye(admin.disconnect());
  }
}

async function placesOf(admin: Admin, topics: readonly string[]): Promise<Place[]> {
  const found = await Promise.all(
    topics.map(async (topic) => {
      const filled = (await admin.fetchTopicOffsets(topic)).filter(
        ({ low, high }) => BigInt(high) > BigInt(low),
      );
      return filled.slice(0, 1).map(({ partition, low, high }) => {
        const from = BigInt(high) - lookBack;
        return { topic, partition, offset: String(from > BigInt(low) ? from : BigInt(low)) };
      });
    }),
  );
  return found.flat();
}

async function readAt(
  kafka: Kafka,
  admin: Admin,
  places: readonly Place[],
  signal: AbortSignal,
): Promise<readonly RecordFact[]> {
  const groupId = `saga-lab-check-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, allowAutoTopicCreation: false });
  const records = new Map<string, RecordFact>();
  const all = deferred();
  // It may come before anybody waits for it.
  all.promise.catch(() => undefined);
  try {
    await abortable(consumer.connect(), signal);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const place of places) consumer.seek(place);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => all.reject(payload.error));
    await abortable(consumer.subscribe({ topics: places.map(({ topic }) => topic) }), signal);
    const joined = consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { topic, partition, messages } }) => {
        const last = messages.at(-1);
        if (last !== undefined) records.set(topic, recordFact(topic, partition, last));
        if (records.size === places.length) all.resolve();
      },
    });
    await abortable(joined, signal);
    await abortable(all.promise, signal).catch((thrown: unknown) => {
      if (!signal.aborted) throw thrown;
    });
    return [...records.values()];
  } finally {
    await goodbye(consumer.disconnect());
    await goodbye(admin.deleteGroups([groupId]));
  }
}
