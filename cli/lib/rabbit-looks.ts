import type { Channel, ChannelModel } from 'amqplib';
import { closeChannel } from '../../services/tram/index.ts';
import { toError } from './errors.ts';

/** How many messages are ready in a queue; undefined where there is no such queue. */
export async function messagesIn(model: ChannelModel, queue: string): Promise<number | undefined> {
  return (await look(model, (channel) => channel.checkQueue(queue)))?.messageCount;
}

export async function hasExchange(model: ChannelModel, exchange: string): Promise<boolean> {
  return (await look(model, (channel) => channel.checkExchange(exchange))) !== undefined;
}

/** What is not there ends the channel that asks for it, so each question has one of its own. */
async function look<T>(model: ChannelModel, ask: (channel: Channel) => Promise<T>): Promise<T | undefined> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  try {
    const answer = await ask(channel);
    await closeChannel(channel);
    return answer;
  } catch (thrown) {
    if (replyCodeOf(thrown) === notFound) return undefined;
    throw thrown;
  }
}

const notFound = 404;

/** AMQP's reply code, where a channel was ended by one: 403, 404, 406. */
export function replyCodeOf(thrown: unknown): number | undefined {
  return (toError(thrown) as Error & { readonly code?: number }).code;
}
