import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { toError } from '../../../../lib/errors.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { produce } from '../protocol/produce.ts';
import { checkBatch } from '../storage/check-batch.ts';
import type { PartitionLog } from '../storage/partition-log.ts';
import type { Broker, RequestContext } from './context.ts';

type Request = RequestOf<typeof produce>;
type PartitionData = Request['topics'][number]['partitions'][number];
type PartitionResult = ResponseOf<typeof produce>['topics'][number]['partitions'][number];

const acksNone = 0;
const acksKnown = new Set([acksNone, 1, -1]);

/** All appends of the request are begun before the first is waited for, so that one write takes them all. */
export async function handleProduce(
  request: Request,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof produce> | null> {
  const appends = request.topics.map(async ({ topic, partitions }) => ({
    topic,
    partitions: await Promise.all(partitions.map((data) => append(broker, request.acks, topic, data))),
  }));
  const topics = await Promise.all(appends);
  return request.acks === acksNone ? null : { topics, throttleMs: 0 };
}

async function append(
  broker: Broker,
  acks: number,
  name: string,
  data: PartitionData,
): Promise<PartitionResult> {
  const topic = broker.topics.get(name);
  const log = topic?.log(data.partition);
  if (!topic || !log) return result(data.partition, errorCode.unknownTopicOrPartition);
  if (!acksKnown.has(acks)) return result(data.partition, errorCode.invalidRequiredAcks);
  const [batch] = data.records;
  const checked = batch ? checkBatch(batch, topic.number('max.message.bytes')) : errorCode.invalidRecord;
  if (typeof checked === 'number' || !batch) return result(data.partition, checked as ErrorCode);
  try {
    const appended = await log.append(batch, checked);
    return {
      ...result(data.partition, appended.errorCode),
      baseOffset: appended.baseOffset,
      ...start(log, appended.errorCode),
    };
  } catch (error) {
    broker.report('error', 'append failed', {
      topic: name,
      partition: data.partition,
      error: toError(error).message,
    });
    return result(data.partition, errorCode.storageError);
  }
}

const start = (log: PartitionLog, code: ErrorCode) =>
  code === errorCode.none ? { logStartOffset: log.startOffset } : {};

function result(partition: number, code: ErrorCode): PartitionResult {
  return { partition, errorCode: code, baseOffset: -1n, logAppendTimeMs: -1n, logStartOffset: -1n };
}
