import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import type { createTopics } from '../protocol/create-topics.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { checkConfig, type TopicConfig } from '../topics/topic-config.ts';
import { isTopicName } from '../topics/topic-name.ts';
import { attempt } from './attempt.ts';
import type { Broker, RequestContext } from './context.ts';
import { configFrom } from './config-entries.ts';

type Request = RequestOf<typeof createTopics>;
type Wanted = Request['topics'][number];

export async function handleCreateTopics(
  request: Request,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof createTopics>> {
  const topics = [];
  for (const wanted of request.topics) {
    const config = configFrom(wanted.configs);
    const problem = check(broker, wanted, config);
    const [code, errorMessage] = problem ?? [
      await create(broker, wanted, config, request.validateOnly),
      null,
    ];
    topics.push({ topic: wanted.topic, errorCode: code, errorMessage });
  }
  return { throttleMs: 0, topics };
}

type Problem = readonly [ErrorCode, string];

function check(broker: Broker, wanted: Wanted, config: TopicConfig): Problem | undefined {
  const { topic, partitions, replicationFactor, assignments } = wanted;
  if (!isTopicName(topic)) return [errorCode.invalidTopic, `${topic} is not a legal topic name`];
  if (broker.topics.get(topic)) return [errorCode.topicAlreadyExists, `Topic ${topic} already exists`];
  if (assignments.some(({ brokers }) => brokers.some((id) => id !== broker.nodeId))) {
    return [errorCode.invalidReplicaAssignment, `The only broker is ${broker.nodeId}`];
  }
  if (assignments.length === 0 && ![1, -1].includes(replicationFactor)) {
    return [
      errorCode.invalidReplicationFactor,
      `Replication factor ${replicationFactor}: there is one broker`,
    ];
  }
  const count = partitionsOf(broker, wanted);
  if (count < 1 || broker.topics.partitionCount + count > broker.options.maxPartitions) {
    return [
      errorCode.invalidPartitions,
      `${partitions} partitions: 1 to ${broker.options.maxPartitions} in all`,
    ];
  }
  const wrong = checkConfig(config);
  return wrong === undefined ? undefined : [errorCode.invalidConfig, wrong];
}

async function create(
  broker: Broker,
  wanted: Wanted,
  config: TopicConfig,
  dryRun: boolean,
): Promise<ErrorCode> {
  if (dryRun) return errorCode.none;
  return attempt(broker, () => broker.topics.create(wanted.topic, partitionsOf(broker, wanted), config));
}

function partitionsOf(broker: Broker, { partitions, assignments }: Wanted): number {
  if (assignments.length > 0) return assignments.length;
  return partitions === -1 ? broker.options.defaultPartitions : partitions;
}
