import { StackError } from '../../lib/errors.ts';
import { type BrokerAddress, withAdmin } from './kafka-admin.ts';

export interface Topic {
  readonly name: string;
  readonly partitions: number;
}

/** Creates the topics that are missing. Rejects with StackError when the broker does not answer. */
export async function createTopics(broker: BrokerAddress, topics: readonly Topic[]): Promise<void> {
  await withAdmin(broker, async (admin) => {
    const present = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !present.has(name));
    if (missing.length > 0)
      await admin.createTopics({
        topics: missing.map(({ name, partitions }) => ({ topic: name, numPartitions: partitions })),
      });
  });
}

/** Rejects with StackError when one is missing: who only looks on makes none. */
export async function requireTopics(broker: BrokerAddress, topics: readonly Topic[]): Promise<void> {
  await withAdmin(broker, async (admin) => {
    const present = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !present.has(name)).map(({ name }) => name);
    if (missing.length > 0)
      throw new StackError(
        `The broker ${broker.address} has no topic ${missing.join(', ')}, and all services run already, so that the lab makes none. Start the services first, or mend the names in the system file.`,
      );
  });
}
