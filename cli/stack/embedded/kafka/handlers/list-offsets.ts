import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { toError } from '../../../../lib/errors.ts';
import { errorCode } from '../protocol/error-code.ts';
import { earliest, latest, type listOffsets } from '../protocol/list-offsets.ts';
import type { PartitionLog } from '../storage/partition-log.ts';
import type { Broker, RequestContext } from './context.ts';

const none = { timestamp: -1n, offset: -1n };

export function handleListOffsets(
  request: RequestOf<typeof listOffsets>,
  { broker }: RequestContext,
): ResponseOf<typeof listOffsets> {
  const topics = request.topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition, timestamp }) => ({
      partition,
      ...lookUp(broker, topic, partition, timestamp),
    })),
  }));
  return { throttleMs: 0, topics };
}

function lookUp(broker: Broker, topic: string, partition: number, timestamp: bigint) {
  const log = broker.topics.get(topic)?.log(partition);
  if (!log) return { errorCode: errorCode.unknownTopicOrPartition, ...none };
  try {
    return { errorCode: errorCode.none, ...find(log, timestamp) };
  } catch (error) {
    broker.report('error', 'offset lookup failed', { topic, partition, error: toError(error).message });
    return { errorCode: errorCode.storageError, ...none };
  }
}

function find(log: PartitionLog, timestamp: bigint) {
  if (timestamp === latest) return { timestamp: -1n, offset: log.highWatermark };
  if (timestamp === earliest) return { timestamp: -1n, offset: log.startOffset };
  return log.find(timestamp) ?? none;
}
