import { nowMs } from '../../observe/clock.ts';
import type { Broker } from '../broker.ts';
import { superviseMember } from '../supervise-member.ts';
import { failedAttempts } from './failed-attempts.ts';
import { publishChannel } from './publish-channel.ts';
import { joinQueues } from './queue-member.ts';
import { rabbitConnection } from './rabbit-connection.ts';
import { declareQueue, declareTopics, onChannel } from './topology.ts';

export interface RabbitOptions {
  /** `amqp://user:password@host:port/vhost`, or `amqps:`. */
  readonly url: string;
  /** How the connections are called on the server. */
  readonly clientId: string;
  /** Default: 50. */
  readonly prefetch?: number;
}

/**
 * The broker port on amqplib. It connects when it is used. A topic is an exchange, a group has a queue `<group>.<topic>`
 * for each of its topics, which keeps what comes from when it was declared on: docs/adr/0022-rabbitmq.md.
 */
export function rabbitBroker({ url, clientId, prefetch = 50 }: RabbitOptions): Broker {
  const publishing = rabbitConnection(url, clientId);
  const consuming = rabbitConnection(url, clientId);
  const outgoing = publishChannel(publishing);
  const open = new Set<() => Promise<void>>();

  return {
    createTopics: async (topics) => declareTopics(await publishing.open(), topics),
    async prepareGroup(group, topics) {
      await onChannel(await publishing.open(), async (channel) => {
        for (const topic of topics) await declareQueue(channel, group, topic);
      });
    },
    async publisher() {
      await publishing.open();
      let closed = false;
      return {
        async publish(records) {
          if (closed) throw new Error('The publisher is closed');
          await outgoing.publish(
            records.map(({ topic, key, value, headers }) => ({
              exchange: topic,
              routingKey: key,
              content: Buffer.from(value),
              headers,
            })),
          );
          return records.map(({ topic }) => ({ topic, partition: 0, offset: null }));
        },
        async close() {
          closed = true;
        },
      };
    },
    async subscribe(subscription) {
      const { deadLetters } = subscription;
      const attempts = deadLetters && failedAttempts(deadLetters, nowMs);
      const join = () => joinQueues({ connection: consuming, outgoing, subscription, prefetch, attempts });
      const member = superviseMember(await join(), join, subscription.onError);
      const stop = () => {
        open.delete(stop);
        return member.stop();
      };
      open.add(stop);
      return { stop };
    },
    async close() {
      await Promise.all([...open].map((stop) => stop()));
      await outgoing.close();
      await Promise.all([publishing.close(), consuming.close()]);
    },
  };
}
