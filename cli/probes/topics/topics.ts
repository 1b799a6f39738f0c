import { Kafka, logLevel, type Admin, type Batch } from 'kafkajs';
import { kafkaConnection, type KafkaSecurity } from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Emit, Probe } from '../probe.ts';
import { goodbye } from './goodbye.ts';
import { startGroupReader } from './group-reader.ts';
import { MadeAnewError, topicEnds } from './made-anew.ts';
import { Positions } from './positions.ts';
import { recordFact } from './record-fact.ts';

export interface TopicsProbeOptions {
  /** Kafka bootstrap, `host:port`, several with commas between; of RabbitMQ the AMQP URL. */
  readonly broker: string;
  readonly security?: KafkaSecurity | undefined;
  readonly topics: readonly string[];
}

/**
 * Reads every partition from its present end. Where it stands is kept here: a broker that was stopped, killed or hidden
 * for a while is joined again, and read on from there.
 */
export async function startTopicsProbe(options: TopicsProbeOptions, emit: Emit): Promise<Probe> {
  const kafka = new Kafka({
    ...kafkaConnection(options.broker, options.security),
    clientId: 'saga-lab-probe',
    logLevel: logLevel.NOTHING,
    retry: { retries: 20, initialRetryTime: 50, maxRetryTime: 1_000 },
  });
  const admin = kafka.admin();
  const positions = new Positions();
  let failure: Error | undefined;

  function fail(thrown: unknown): never {
    if (thrown instanceof MadeAnewError && !failure) {
      failure = thrown;
      emit({ kind: 'probe', probe: 'topics', state: 'gap', detail: failure.message });
    }
    throw thrown;
  }

  const reader = await (async () => {
    await admin.connect();
    await fromNow(admin, options.topics, positions);
    return startGroupReader({
      kafka,
      topics: options.topics,
      positions,
      onBatch: (batch) => tell(batch, positions, emit),
      forget: (group) => admin.deleteGroups([group]),
    });
  })().catch(async (thrown: unknown) => {
    await goodbye(admin.disconnect());
    throw thrown;
  });

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
    async stop() {
      await reader.stop();
      await goodbye(admin.disconnect());
    },
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

function tell(batch: Batch, positions: Positions, emit: Emit): void {
  const { topic, partition } = batch;
  for (const message of batch.messages) {
    if (!positions.advance(topic, partition, message.offset)) continue;
    emit(recordFact(topic, partition, message), Number(message.timestamp));
  }
  positions.reach(topic, partition, BigInt(batch.lastOffset()) + 1n);
}
