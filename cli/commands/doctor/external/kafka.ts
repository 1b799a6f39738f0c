import { toError } from '../../../lib/errors.ts';
import { withAdmin, type BrokerAddress } from '../../../stack/supervisor/kafka-admin.ts';
import type { Topic } from '../../../stack/supervisor/topics.ts';
import type { Check } from '../../../checks/check.ts';

/** `makes`: the lab makes topics that are missing, as it starts services that use them. */
export async function checkKafka(
  broker: BrokerAddress,
  topics: readonly Topic[],
  makes: boolean,
): Promise<Check[]> {
  const name = `Kafka at ${broker.address}`;
  try {
    return await withAdmin(broker, async (admin) => {
      const { brokers } = await admin.describeCluster();
      const present = new Set(await admin.listTopics());
      const known = topics.filter((topic) => present.has(topic.name)).map((topic) => topic.name);
      const { topics: found } =
        known.length === 0 ? { topics: [] } : await admin.fetchTopicMetadata({ topics: known });
      const partitions = new Map(found.map((each) => [each.name, each.partitions.length]));
      return [
        { name, state: 'ok', detail: `${brokers.length} ${brokers.length === 1 ? 'broker' : 'brokers'}` },
        ...topics.map((topic) => topicCheck(topic, partitions.get(topic.name), broker.address, makes)),
      ];
    });
  } catch (thrown) {
    const fix = 'start it, or mend broker in the config file (bootstrap, sasl, tls)';
    return [{ name, state: 'broken', detail: toError(thrown).message, fix }];
  }
}

function topicCheck(topic: Topic, found: number | undefined, address: string, makes: boolean): Check {
  const name = `topic ${topic.name}`;
  const tool = `kafka-topics.sh --bootstrap-server ${address} --topic ${topic.name} --partitions ${topic.partitions}`;
  if (found === undefined)
    return makes
      ? { name, state: 'ok', detail: 'missing; the lab makes it' }
      : { name, state: 'broken', detail: 'missing', fix: `${tool} --create` };
  const detail = `${found} ${found === 1 ? 'partition' : 'partitions'}`;
  if (found === topic.partitions) return { name, state: 'ok', detail };
  const fix =
    found < topic.partitions
      ? `${tool} --alter; or mend topics in the system file. Keys move to other partitions by it`
      : 'mend topics in the system file: partitions cannot be taken away';
  return { name, state: 'note', detail: `${detail}, the system file has ${topic.partitions}`, fix };
}
