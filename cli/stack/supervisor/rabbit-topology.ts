import { rabbitBroker } from '../../../services/tram/index.ts';
import { StackError, toError } from '../../lib/errors.ts';
import type { Plan } from './plan.ts';

/**
 * Exchanges, and the consumers' queues: RabbitMQ keeps a message only for the queues that are there when it comes.
 * Rejects with StackError when the server does not answer or refuses.
 */
export async function prepareRabbit(url: string, { topics, subscriptions }: Plan): Promise<void> {
  const broker = rabbitBroker({ url, clientId: 'saga-lab' });
  try {
    await broker.createTopics(topics);
    for (const [group, channels] of Object.entries(subscriptions))
      if (channels.length > 0) await broker.prepareGroup(group, channels);
  } catch (thrown) {
    throw new StackError(toError(thrown).message, { cause: thrown });
  } finally {
    await broker.close();
  }
}
