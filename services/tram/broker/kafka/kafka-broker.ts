import type { Broker } from '../broker.ts';
import { createTopics } from './create-topics.ts';
import { kafkaClient, type KafkaOptions } from './kafka-client.ts';
import { openPublisher } from './kafka-publisher.ts';
import { subscribe } from './kafka-subscription.ts';

/** The broker port on kafkajs. It connects when it is used. */
export function kafkaBroker(options: KafkaOptions): Broker {
  const kafka = kafkaClient(options);
  const open = new Set<() => Promise<void>>();

  /** `close`, which close() calls too as long as nobody has. */
  function closing(close: () => Promise<void>): () => Promise<void> {
    const closeOnce = () => {
      open.delete(closeOnce);
      return close();
    };
    open.add(closeOnce);
    return closeOnce;
  }

  return {
    createTopics: (topics) => createTopics(kafka, topics),
    prepareGroup: () => Promise.resolve(),
    async publisher() {
      const publisher = await openPublisher(kafka);
      return { ...publisher, close: closing(() => publisher.close()) };
    },
    async subscribe(subscription) {
      if (subscription.deadLetters !== undefined)
        throw new Error(
          `Kafka has no dead-letter queue for ${subscription.group}: leave deadLetters out, the inbox parks what cannot be handled`,
        );
      // A client each: within one, kafkajs shares the offsets of a group among all its members.
      const member = await subscribe(kafkaClient(options), subscription, options.sessionTimeoutMs);
      return { stop: closing(() => member.stop()) };
    },
    async close() {
      await Promise.all([...open].map((close) => close()));
    },
  };
}
