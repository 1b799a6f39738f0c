import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { deleteTopics } from '../protocol/delete-topics.ts';
import { errorCode } from '../protocol/error-code.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

export async function handleDeleteTopics(
  request: RequestOf<typeof deleteTopics>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof deleteTopics>> {
  const topics = [];
  for (const topic of request.topics) topics.push({ topic, errorCode: await remove(broker, topic) });
  return { throttleMs: 0, topics };
}

async function remove(broker: Broker, name: string) {
  const topic = broker.topics.get(name);
  if (!topic) return errorCode.unknownTopicOrPartition;
  return attempt(broker, async () => {
    broker.topics.delete(topic);
    await broker.offsets.deleteTopic(name);
  });
}
