import type { Committed } from '../groups/offset-store.ts';
import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { offsetCommit } from '../protocol/offset-commit.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

const maxMetadataBytes = 4096;

/** Kept until the group or the topic is deleted: `retentionMs` has no effect. */
export async function handleOffsetCommit(
  request: RequestOf<typeof offsetCommit>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof offsetCommit>> {
  const refusal = broker.groups.mayCommit(request.groupId, request.memberId, request.generation);
  const accepted: Committed[] = [];
  const topics = request.topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition, offset, metadata }) => {
      const code = refusal || check(broker, topic, partition, metadata);
      if (code === errorCode.none) accepted.push({ topic, partition, offset, metadata });
      return { partition, errorCode: code };
    }),
  }));
  const written = await attempt(broker, () => broker.offsets.commit(request.groupId, accepted));
  if (written === errorCode.none) return { topics };
  return {
    topics: topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map((p) => ({ ...p, errorCode: p.errorCode || written })),
    })),
  };
}

function check(broker: Broker, topic: string, partition: number, metadata: string | null): ErrorCode {
  if (!broker.topics.get(topic)?.log(partition)) return errorCode.unknownTopicOrPartition;
  const bytes = Buffer.byteLength(metadata ?? '');
  return bytes > maxMetadataBytes ? errorCode.offsetMetadataTooLarge : errorCode.none;
}
