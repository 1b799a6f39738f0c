import type { Broker } from '../broker.ts';
import { createTopics } from './create-topics.ts';
import { kafkaClient, type KafkaOptions } from './kafka-client.ts';
import { openPublisher } from './kafka-publisher.ts';
import { subscribe } from './kafka-subscription.ts';

/** The broker port on kafkajs. It connects when it is used. */
export function kafkaBroker(options: KafkaOptions): Broker {
  const kafka = kafkaClient(options);
  const open = new Set<() => Promise<void>>();

  async function remember<T>(opening: Promise<T>, close: (opened: T) => Promise<void>): Promise<T> {
    const opened = await opening;
    open.add(() => close(opened));
    return opened;
  }

  return {
    createTopics: (topics) => createTopics(kafka, topics),
    publisher: () => remember(openPublisher(kafka), (publisher) => publisher.close()),
    // A client each: within one, kafkajs shares the offsets of a group among all its members.
    subscribe: (subscription) =>
      remember(subscribe(kafkaClient(options), subscription), (member) => member.stop()),
    async close() {
      await Promise.all([...open].map((close) => close()));
      open.clear();
    },
  };
}
