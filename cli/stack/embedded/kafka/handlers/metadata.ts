import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { metadata } from '../protocol/metadata.ts';
import { isTopicName } from '../topics/topic-name.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';

type Response = ResponseOf<typeof metadata>;

export async function handleMetadata(
  request: RequestOf<typeof metadata>,
  { broker }: RequestContext,
): Promise<Response> {
  const names = request.topics ?? broker.topics.all().map((topic) => topic.name);
  const topics = [];
  for (const name of new Set(names)) {
    topics.push(await describe(broker, name, request.allowAutoTopicCreation));
  }
  const { host, port } = broker.address;
  return {
    throttleMs: 0,
    brokers: [{ nodeId: broker.nodeId, host, port, rack: null }],
    clusterId: broker.clusterId,
    controllerId: broker.nodeId,
    topics,
  };
}

async function describe(
  broker: Broker,
  name: string,
  mayCreate: boolean,
): Promise<Response['topics'][number]> {
  let failure: ErrorCode = errorCode.unknownTopicOrPartition;
  if (!isTopicName(name)) failure = errorCode.invalidTopic;
  else if (!broker.topics.get(name) && mayCreate && broker.options.autoCreateTopics) {
    failure = await autoCreate(broker, name);
  }
  const topic = broker.topics.get(name);
  if (!topic) return { errorCode: failure, topic: name, isInternal: false, partitions: [] };
  const here = [broker.nodeId];
  const partitions = Array.from({ length: topic.partitions }, (_, partition) => ({
    errorCode: errorCode.none,
    partition,
    leader: broker.nodeId,
    replicas: here,
    inSyncReplicas: here,
  }));
  return { errorCode: errorCode.none, topic: name, isInternal: false, partitions };
}

async function autoCreate(broker: Broker, name: string): Promise<ErrorCode> {
  const { defaultPartitions, maxPartitions } = broker.options;
  if (broker.topics.partitionCount + defaultPartitions > maxPartitions) return errorCode.invalidPartitions;
  return attempt(broker, () => broker.topics.create(name, defaultPartitions, {}));
}
