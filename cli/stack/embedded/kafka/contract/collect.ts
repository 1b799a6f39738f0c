import type { Consumer, KafkaMessage } from 'kafkajs';
import { waitUntil } from '../../../../lib/wait-until.ts';

export type Received = KafkaMessage & { readonly partition: number };

const withinMs = 20_000;

/** Subscribes from the beginning and collects what comes. */
export async function collect(consumer: Consumer, topic: string): Promise<readonly Received[]> {
  const received: Received[] = [];
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ partition, message }) => {
      received.push({ ...message, partition });
      return Promise.resolve();
    },
  });
  return received;
}

/** Waits until a look gives something; says what was seen last when it does not in time. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    return await waitUntil(look, { signal });
  } catch (error) {
    throw new Error(`${what}: not within ${withinMs} ms`, { cause: error });
  }
}

export async function received(messages: readonly Received[], count: number): Promise<readonly Received[]> {
  await eventually(`${count} messages`, () => (messages.length >= count ? true : undefined));
  return messages;
}

export const text = (message: KafkaMessage) => message.value?.toString() ?? '';
