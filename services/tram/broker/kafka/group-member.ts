import type { ConsumerConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { toError } from '../../message/errors.ts';
import type { BrokerRecord, SubscribeOptions } from '../broker.ts';
import { atMost } from '../at-most.ts';
import { offsetCommits } from './offset-commits.ts';
import { type PartitionLane, partitionLane } from '../partition-lane.ts';
import type { GroupMember } from '../supervise-member.ts';
import { recordHeaders } from './record-headers.ts';

/** The shortest session that Kafka allows by default: so long does the group wait for a member that was killed. */
const shortestSessionMs = 6_000;

const config: Omit<ConsumerConfig, 'groupId'> = {
  allowAutoTopicCreation: false,
  minBytes: 1,
  // stop() waits for the fetch under way, and so does a commit.
  maxWaitTimeInMs: 250,
  heartbeatInterval: 500,
  rebalanceTimeout: 10_000,
};

/** How long a record being handled, then the farewell, may hold up leaving. */
const leaveMs = { handling: 3_000, commit: 1_000, disconnect: 2_000 };

/**
 * Joins the group; rejects when that fails. kafkajs fetches all partitions, waits until all that it got is handled, and
 * only then fetches again: one slow handler would stop every partition. So here records go to a lane per partition and
 * the fetching goes on; it also sends the heartbeats.
 */
export async function joinGroup(
  kafka: Kafka,
  options: SubscribeOptions,
  sessionTimeout = shortestSessionMs,
): Promise<GroupMember> {
  const { group, topics, onRecord, onAssigned } = options;
  const consumer = kafka.consumer({
    ...config,
    sessionTimeout,
    groupId: group,
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  const lanes = new Map<string, PartitionLane<BrokerRecord>>();
  const offsets = offsetCommits((list) => consumer.commitOffsets(list));
  let assigned: Promise<void> = Promise.resolve();
  let generation = 0;
  let ending = false;
  let resolveEnded!: (failure: Error | undefined) => void;
  const ended = new Promise<Error | undefined>((resolve) => {
    resolveEnded = resolve;
  });

  function end(): void {
    ending = true;
    for (const lane of lanes.values()) lane.clear();
  }

  function fail(error: unknown): void {
    end();
    resolveEnded(toError(error));
  }

  // Fetching begins anew at the committed offsets: what waits here will come again, perhaps to another member.
  function onJoined(): void {
    generation += 1;
    for (const lane of lanes.values()) lane.clear();
    offsets.clear();
    assigned = onAssigned();
    assigned.catch(fail);
  }

  async function handle(record: BrokerRecord): Promise<void> {
    const joinedAs = generation;
    try {
      await assigned;
      if (ending || joinedAs !== generation) return;
      await onRecord(record);
      if (joinedAs === generation) offsets.handled(record);
    } catch (error) {
      fail(error);
    }
  }

  async function enqueue(payload: EachBatchPayload): Promise<void> {
    if (ending) return;
    const { batch } = payload;
    const name = `${batch.topic} ${batch.partition}`;
    const lane = lanes.get(name) ?? partitionLane(handle);
    lanes.set(name, lane);
    lane.push(toRecords(batch), () => payload.pause());
  }

  async function leave(): Promise<void> {
    end();
    await atMost(leaveMs.handling, Promise.all([...lanes.values()].map((lane) => lane.idle())));
    await atMost(leaveMs.commit, offsets.flush());
    await atMost(leaveMs.disconnect, consumer.disconnect());
    resolveEnded(undefined);
  }

  consumer.on('consumer.group_join', onJoined);
  consumer.on('consumer.rebalancing', () => void offsets.flush());
  consumer.on('consumer.crash', ({ payload }) => fail(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: enqueue });
    if (generation === 0) throw await ended;
  } catch (error) {
    await leave();
    throw error;
  }
  return { ended, leave };
}

function toRecords({ topic, partition, messages }: EachBatchPayload['batch']): BrokerRecord[] {
  return messages.map(({ offset, key, value, headers, timestamp }) => ({
    topic,
    partition,
    offset,
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    ...recordHeaders(headers),
    timestampMs: Number(timestamp),
  }));
}
