import type { Channel, ChannelModel } from 'amqplib';
import { toError } from '../../message/errors.ts';
import type { TopicToCreate } from '../broker.ts';
import { closeChannel } from './dial-rabbit.ts';
import { queueOf } from './names.ts';

/**
 * A topic is a durable exchange of its name. One that exists is taken as it is: so a fanout exchange, which we make, as
 * well as a topic exchange, which the binding `#` gives everything.
 */
export async function declareTopics(model: ChannelModel, topics: readonly TopicToCreate[]): Promise<void> {
  for (const { name } of topics) {
    if (await exists(model, name)) continue;
    await onChannel(model, (channel) => channel.assertExchange(name, 'fanout', { durable: true }));
  }
}

/** Missing exchanges end the channel that asks for them, so each look has a channel of its own. */
async function exists(model: ChannelModel, exchange: string): Promise<boolean> {
  try {
    await onChannel(model, (channel) => channel.checkExchange(exchange));
    return true;
  } catch (error) {
    if ((toError(error) as Error & { readonly code?: number }).code === 404) return false;
    throw error;
  }
}

/**
 * Durable and classic: a quorum queue of RabbitMQ 3.10 lost what was confirmed to it when the server was killed just
 * after it was declared. A single active consumer keeps its order however many replicas the service has; the next one
 * takes over when it goes.
 */
export async function declareQueue(channel: Channel, group: string, topic: string): Promise<string> {
  const queue = queueOf(group, topic);
  await channel.checkExchange(topic);
  await channel.assertQueue(queue, {
    durable: true,
    arguments: { 'x-queue-type': 'classic', 'x-single-active-consumer': true },
  });
  await channel.bindQueue(queue, topic, '#');
  return queue;
}

/** Does work on a channel that is closed afterwards. */
export async function onChannel<T>(model: ChannelModel, work: (channel: Channel) => Promise<T>): Promise<T> {
  const channel = await model.createChannel();
  // What is refused rejects the work, and ends the channel.
  channel.on('error', () => undefined);
  const result = await work(channel);
  await closeChannel(channel);
  return result;
}
