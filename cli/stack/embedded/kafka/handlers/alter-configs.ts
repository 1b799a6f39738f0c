import type { alterConfigs } from '../protocol/alter-configs.ts';
import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { resourceType } from '../protocol/config-resource.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { configOperation, type incrementalAlterConfigs } from '../protocol/incremental-alter-configs.ts';
import { checkConfig, type TopicConfig } from '../topics/topic-config.ts';
import type { Topic } from '../topics/topic.ts';
import { attempt } from './attempt.ts';
import { configFrom } from './config-entries.ts';
import type { Broker, RequestContext } from './context.ts';

type Resource = { readonly resourceType: number; readonly resourceName: string };
type Response = ResponseOf<typeof alterConfigs>;
/** What the settings shall be, or what is wrong with the request. */
type Change<R> = (present: TopicConfig, resource: R) => TopicConfig | string;

export function handleAlterConfigs(request: RequestOf<typeof alterConfigs>, { broker }: RequestContext) {
  return alter(broker, request, (_, { configs }) => configFrom(configs));
}

export function handleIncrementalAlterConfigs(
  request: RequestOf<typeof incrementalAlterConfigs>,
  { broker }: RequestContext,
) {
  return alter(broker, request, (present, { configs }) => {
    const changed: Record<string, string> = { ...present };
    for (const { name, operation, value } of configs) {
      if (operation === configOperation.delete) delete changed[name];
      else if (operation !== configOperation.set || value === null)
        return `${name}: only set and delete are known`;
      else changed[name] = value;
    }
    return changed;
  });
}

async function alter<R extends Resource>(
  broker: Broker,
  request: { readonly resources: readonly R[]; readonly validateOnly: boolean },
  change: Change<R>,
): Promise<Response> {
  const resources = [];
  for (const resource of request.resources) {
    const { resourceType: type, resourceName } = resource;
    const [code, errorMessage] = await alterOne(broker, resource, change, request.validateOnly);
    resources.push({ errorCode: code, errorMessage, resourceType: type, resourceName });
  }
  return { throttleMs: 0, resources };
}

async function alterOne<R extends Resource>(
  broker: Broker,
  resource: R,
  change: Change<R>,
  dryRun: boolean,
): Promise<readonly [ErrorCode, string | null]> {
  if (resource.resourceType !== resourceType.topic) {
    return [errorCode.invalidRequest, 'Only the settings of topics can be changed'];
  }
  const topic = broker.topics.get(resource.resourceName);
  if (!topic) return [errorCode.unknownTopicOrPartition, `Topic ${resource.resourceName} does not exist`];
  const config = change(topic.config, resource);
  const problem = typeof config === 'string' ? config : checkConfig(config);
  if (problem !== undefined || typeof config === 'string') return [errorCode.invalidConfig, problem ?? null];
  return [dryRun ? errorCode.none : await configure(broker, topic, config), null];
}

function configure(broker: Broker, topic: Topic, config: TopicConfig): Promise<ErrorCode> {
  return attempt(broker, () => broker.topics.configure(topic, config));
}
