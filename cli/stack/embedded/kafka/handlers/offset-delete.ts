import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { offsetDelete } from '../protocol/offset-delete.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

/** A group with members keeps its offsets: what its members subscribe to is known only to them. */
export async function handleOffsetDelete(
  { groupId, topics }: RequestOf<typeof offsetDelete>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof offsetDelete>> {
  if (broker.groups.get(groupId).members.size > 0) {
    return { errorCode: errorCode.nonEmptyGroup, throttleMs: 0, topics: [] };
  }
  const deleted = topics.map(async ({ topic, partitions }) => ({
    topic,
    partitions: await Promise.all(
      partitions.map(async (partition) => ({
        partition,
        errorCode: await remove(broker, groupId, topic, partition),
      })),
    ),
  }));
  return { errorCode: errorCode.none, throttleMs: 0, topics: await Promise.all(deleted) };
}

async function remove(broker: Broker, groupId: string, topic: string, partition: number): Promise<ErrorCode> {
  if (!broker.topics.get(topic)?.log(partition)) return errorCode.unknownTopicOrPartition;
  if (!broker.offsets.get(groupId, topic, partition)) return errorCode.none;
  return attempt(broker, () => broker.offsets.delete(groupId, topic, partition));
}
