import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { configSource, resourceType } from '../protocol/config-resource.ts';
import type { describeConfigs } from '../protocol/describe-configs.ts';
import { errorCode } from '../protocol/error-code.ts';
import { isSettingName, settingOf, topicSettings, type TopicConfig } from '../topics/topic-config.ts';
import { brokerSettings } from './broker-settings.ts';
import type { Broker, RequestContext } from './context.ts';

type Request = RequestOf<typeof describeConfigs>;
type Resource = Request['resources'][number];
type Described = ResponseOf<typeof describeConfigs>['resources'][number];
type Entry = Described['configs'][number];

export function handleDescribeConfigs(
  request: Request,
  { broker }: RequestContext,
): ResponseOf<typeof describeConfigs> {
  return { throttleMs: 0, resources: request.resources.map((resource) => describe(broker, resource)) };
}

function describe(broker: Broker, resource: Resource): Described {
  const { resourceType: type, resourceName: name, configNames } = resource;
  const wanted = (entry: Entry) =>
    configNames === null || configNames.length === 0 || configNames.includes(entry.name);
  const fine = { errorCode: errorCode.none, errorMessage: null, resourceType: type, resourceName: name };
  if (type === resourceType.topic) {
    const topic = broker.topics.get(name);
    if (topic) return { ...fine, configs: topicEntries(topic.config).filter(wanted) };
    return refused(resource, errorCode.unknownTopicOrPartition, `Topic ${name} does not exist`);
  }
  if (type === resourceType.broker && [String(broker.nodeId), ''].includes(name)) {
    return { ...fine, configs: brokerEntries(broker).filter(wanted) };
  }
  return refused(resource, errorCode.invalidRequest, `Resource type ${type} named ${name} is not known here`);
}

function refused(
  { resourceType: type, resourceName }: Resource,
  code: number,
  errorMessage: string,
): Described {
  return { errorCode: code, errorMessage, resourceType: type, resourceName, configs: [] };
}

function topicEntries(config: TopicConfig): readonly Entry[] {
  return Object.keys(topicSettings)
    .filter(isSettingName)
    .map((name) =>
      entry(name, settingOf(config, name), name in config ? configSource.topic : configSource.default),
    );
}

function brokerEntries(broker: Broker): readonly Entry[] {
  return Object.entries(brokerSettings(broker)).map(([name, value]) => ({
    ...entry(name, value, configSource.staticBroker),
    readOnly: true,
  }));
}

function entry(name: string, value: string, source: number): Entry {
  return { name, value, readOnly: false, source, isSensitive: false, synonyms: [] };
}
