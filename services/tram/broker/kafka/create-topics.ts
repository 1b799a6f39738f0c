import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import type { TopicToCreate } from '../broker.ts';
import { toError } from '../../message/errors.ts';

const ledWithinMs = 30_000;
const lookEveryMs = 50;

/** Makes those that are missing and waits until each partition has a leader. */
export async function createTopics(kafka: Kafka, topics: readonly TopicToCreate[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({
      // Its own wait gives up at once where a busy broker has not yet heard of what its controller made.
      waitForLeaders: false,
      topics: topics.map(({ name, partitions }) => ({ topic: name, numPartitions: partitions })),
    });
    await untilLed(
      admin,
      topics.map(({ name }) => name),
    );
  } finally {
    await admin.disconnect();
  }
}

async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const end = performance.now() + ledWithinMs;
  for (;;) {
    const why = await admin.fetchTopicMetadata({ topics }).then(
      ({ topics: found }) => withoutLeader(found),
      (error: unknown) => toError(error),
    );
    if (why === undefined) return;
    if (!isPassing(why) || performance.now() > end) throw why;
    await delay(lookEveryMs);
  }
}

function withoutLeader(
  topics: Awaited<ReturnType<Admin['fetchTopicMetadata']>>['topics'],
): Error | undefined {
  const waiting = topics.find(({ partitions }) => partitions.some(({ leader }) => leader < 0));
  return waiting && Object.assign(new Error(`topic ${waiting.name} has no leader`), { retriable: true });
}

/** As kafkajs marks the protocol's errors that go away by themselves. */
function isPassing(error: Error): boolean {
  return 'retriable' in error && error.retriable === true;
}
