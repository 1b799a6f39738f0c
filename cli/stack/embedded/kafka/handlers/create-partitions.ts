import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { createPartitions } from '../protocol/create-partitions.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

type Request = RequestOf<typeof createPartitions>;

export async function handleCreatePartitions(
  request: Request,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof createPartitions>> {
  const topics = [];
  for (const { topic, count } of request.topics) {
    const [code, errorMessage] = await grow(broker, topic, count, request.validateOnly);
    topics.push({ topic, errorCode: code, errorMessage });
  }
  return { throttleMs: 0, topics };
}

async function grow(
  broker: Broker,
  name: string,
  count: number,
  dryRun: boolean,
): Promise<readonly [ErrorCode, string | null]> {
  const topic = broker.topics.get(name);
  if (!topic) return [errorCode.unknownTopicOrPartition, `Topic ${name} does not exist`];
  const added = count - topic.partitions;
  if (added <= 0) {
    return [
      errorCode.invalidPartitions,
      `Topic ${name} has ${topic.partitions} partitions; ${count} is not more`,
    ];
  }
  const { maxPartitions } = broker.options;
  if (broker.topics.partitionCount + added > maxPartitions) {
    return [errorCode.invalidPartitions, `${maxPartitions} partitions in all are the most`];
  }
  const code = dryRun ? errorCode.none : await attempt(broker, () => broker.topics.grow(topic, count));
  return [code, null];
}
