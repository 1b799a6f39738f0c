import { deadLetterQueueOf, queueOf, rabbitBroker } from '../../../services/tram/index.ts';
import { StackError, toError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';
import { missingOn, type Topology } from '../rabbit-topology.ts';
import type { Plan } from './plan.ts';

/** Exchanges of the systems, and the queues of the consumers that the lab starts; others have queues of their own. */
export function topologyOf({ topics, subscriptions, consumers }: Plan): Topology {
  const queues = consumers.flatMap((consumer) =>
    (subscriptions[consumer] ?? []).map((topic) => queueOf(consumer, topic)),
  );
  return {
    exchanges: topics.map(({ name }) => name),
    queues: queues.flatMap((queue) => [queue, deadLetterQueueOf(queue)]),
  };
}

/**
 * Exchanges, and the consumers' queues: RabbitMQ keeps a message only for the queues that are there when it comes.
 * Rejects with StackError when the server does not answer or refuses.
 */
export async function prepareRabbit(
  url: string,
  { topics, subscriptions, consumers }: Pick<Plan, 'topics' | 'subscriptions' | 'consumers'>,
): Promise<void> {
  const broker = rabbitBroker({ url, clientId: 'saga-lab' });
  try {
    await broker.createTopics(topics);
    for (const group of consumers) {
      const channels = subscriptions[group] ?? [];
      if (channels.length > 0) await broker.prepareGroup(group, channels);
    }
  } catch (thrown) {
    throw new StackError(toError(thrown).message, { cause: thrown });
  } finally {
    await broker.close();
  }
}

/** Rejects with StackError when an exchange is missing: who only looks on makes none. */
export async function requireExchanges(url: string, { topics }: Pick<Plan, 'topics'>): Promise<void> {
  const { exchanges } = await missingOn(url, { exchanges: topics.map(({ name }) => name), queues: [] });
  if (exchanges.length > 0)
    throw new StackError(
      `RabbitMQ at ${withoutPassword(url)} has no exchange ${exchanges.join(', ')}, and all services run already, so that the lab makes none. Start the services first, or mend the names in the system file.`,
    );
}
