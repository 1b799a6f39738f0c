import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin, type Consumer } from 'kafkajs';
import { kafkaConnection, type KafkaSecurity } from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Emit, Probe } from '../probe.ts';
import { MadeAnewError, topicEnds } from './made-anew.ts';
import { Positions } from './positions.ts';
import { recordFact } from './record-fact.ts';

const goodbyeMs = 3_000;

export interface TopicsProbeOptions {
  /** Kafka bootstrap, `host:port`, several with commas between; of RabbitMQ the AMQP URL. */
  readonly broker: string;
  readonly security?: KafkaSecurity | undefined;
  readonly topics: readonly string[];
}

/**
 * Reads every partition from its present end. The consumer has a group of its own, because kafkajs knows no other
 * way, but never commits: where it stands is kept here and sought again after every rejoin; the group is deleted at the end.
 */
export async function startTopicsProbe(options: TopicsProbeOptions, emit: Emit): Promise<Probe> {
  const kafka = new Kafka({
    ...kafkaConnection(options.broker, options.security),
    clientId: 'saga-lab-probe',
    logLevel: logLevel.NOTHING,
    retry: { retries: 20, initialRetryTime: 50, maxRetryTime: 1_000 },
  });
  const groupId = `saga-lab-probe-${randomUUID()}`;
  const admin = kafka.admin();
  const consumer = kafka.consumer({
    groupId,
    // Also how long a stop waits: the fetch that is under way is not cut short.
    maxWaitTimeInMs: 50,
    allowAutoTopicCreation: false,
    // Whatever ended it, a broker that was restarted too: it joins again and goes on from its positions.
    retry: { retries: 20, initialRetryTime: 50, maxRetryTime: 500, restartOnFailure: async () => true },
  });
  const positions = new Positions();
  let failure: Error | undefined;

  function fail(thrown: unknown): never {
    if (thrown instanceof MadeAnewError && !failure) {
      failure = thrown;
      emit({ kind: 'probe', probe: 'topics', state: 'gap', detail: failure.message });
    }
    throw thrown;
  }

  try {
    await Promise.all([admin.connect(), consumer.connect()]);
    await fromNow(admin, options.topics, positions);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const position of positions.all()) consumer.seek(position);
    });
    await consumer.subscribe({ topics: [...options.topics] });
    await read(consumer, positions, emit);
  } catch (error) {
    await leave(consumer, admin, groupId);
    throw error;
  }

  return {
    name: 'topics',
    async caughtUp(signal) {
      for (const topic of options.topics) {
        if (failure) throw failure;
        const ends = topicEnds(topic, positions, (name) => admin.fetchTopicOffsets(name)).catch(fail);
        for (const { partition, high } of await abortable(ends, signal)) {
          await waitUntil(
            () => {
              if (failure) throw failure;
              return positions.hasReached(topic, partition, high) || undefined;
            },
            { signal, everyMs: 2 },
          );
        }
      }
    },
    stop: () => leave(consumer, admin, groupId),
  };
}

async function fromNow(admin: Admin, topics: readonly string[], positions: Positions): Promise<void> {
  await Promise.all(
    topics.map(async (topic) => {
      for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
        positions.start(topic, partition, high);
      }
    }),
  );
}

async function read(consumer: Consumer, positions: Positions, emit: Emit): Promise<void> {
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const { topic, partition } = batch;
      for (const message of batch.messages) {
        if (!positions.advance(topic, partition, message.offset)) continue;
        emit(recordFact(topic, partition, message), Number(message.timestamp));
      }
      positions.reach(topic, partition, BigInt(batch.lastOffset()) + 1n);
    },
  });
}

/** kafkajs asks a broker that hangs for minutes; what it leaves there, the broker forgets when the session is over. */
function leave(consumer: Consumer, admin: Admin, groupId: string): Promise<void> {
  return abortable(disconnect(consumer, admin, groupId), AbortSignal.timeout(goodbyeMs)).catch(
    () => undefined,
  );
}

async function disconnect(consumer: Consumer, admin: Admin, groupId: string): Promise<void> {
  await consumer.disconnect().catch(() => undefined);
  // A broker that is gone has no group left either.
  await admin.deleteGroups([groupId]).catch(() => undefined);
  await admin.disconnect().catch(() => undefined);
}
