import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { deleteRecords } from '../protocol/delete-records.ts';
import { errorCode } from '../protocol/error-code.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

const toHighWatermark = -1n;

export async function handleDeleteRecords(
  request: RequestOf<typeof deleteRecords>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof deleteRecords>> {
  const topics = request.topics.map(async ({ topic, partitions }) => ({
    topic,
    partitions: await Promise.all(
      partitions.map(async ({ partition, offset }) => ({
        partition,
        ...(await trim(broker, topic, partition, offset)),
      })),
    ),
  }));
  return { throttleMs: 0, topics: await Promise.all(topics) };
}

async function trim(broker: Broker, name: string, partition: number, offset: bigint) {
  const topic = broker.topics.get(name);
  const log = topic?.log(partition);
  if (!topic || !log) return { lowWatermark: -1n, errorCode: errorCode.unknownTopicOrPartition };
  let lowWatermark = -1n;
  let outOfRange = false;
  const code = await attempt(broker, () => {
    const { startOffset, highWatermark } = log;
    const target = offset === toHighWatermark ? highWatermark : offset;
    outOfRange = target < 0n || target > highWatermark;
    if (!outOfRange && target > startOffset) broker.topics.trim(topic, partition, target);
    lowWatermark = log.startOffset;
  });
  return outOfRange
    ? { lowWatermark: -1n, errorCode: errorCode.offsetOutOfRange }
    : { lowWatermark, errorCode: code };
}
