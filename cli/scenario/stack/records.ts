import { randomUUID } from 'node:crypto';
import { kafkaConnection, type KafkaSecurity } from '../../../services/tram/index.ts';
import { Kafka, logLevel, Partitioners, type Message } from 'kafkajs';
import { deferred } from '../../lib/deferred.ts';
import type { RecordPlace } from '../../model/observation.ts';
import type { RecordToPut } from '../ports.ts';

const allReplicas = -1;

/** Puts records on topics by hand, and reads single ones; each call connects for itself, as it is rare. */
export function records(broker: string, security?: KafkaSecurity) {
  const kafka = new Kafka({
    ...kafkaConnection(broker, security),
    clientId: 'saga-lab',
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    logLevel: logLevel.NOTHING,
    retry: { retries: 5, initialRetryTime: 50, maxRetryTime: 500 },
  });

  async function send(topic: string, message: Message): Promise<RecordPlace> {
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    try {
      const [answer] = await producer.send({ topic, acks: allReplicas, messages: [message] });
      if (answer?.baseOffset === undefined) throw new Error(`the broker did not say where on ${topic} it is`);
      return { topic, partition: answer.partition, offset: answer.baseOffset };
    } finally {
      await producer.disconnect();
    }
  }

  /** The very bytes. kafkajs reads only as a member of a group: one of its own, which commits nothing and is deleted. */
  async function read({ topic, partition, offset }: RecordPlace, signal: AbortSignal): Promise<Message> {
    const groupId = `saga-lab-read-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
    const found = deferred<Message>();
    const stop = () => found.reject(signal.reason);
    signal.addEventListener('abort', stop);
    try {
      signal.throwIfAborted();
      await consumer.connect();
      await consumer.subscribe({ topics: [topic] });
      consumer.on(consumer.events.GROUP_JOIN, () => consumer.seek({ topic, partition, offset }));
      consumer.on(consumer.events.CRASH, ({ payload }) => found.reject(payload.error));
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition: from, message }) => {
          if (from === partition && message.offset === offset) found.resolve(message);
        },
      });
      const { key, value, headers } = await found.promise;
      return { key: key ?? null, value, ...(headers && { headers }) };
    } finally {
      signal.removeEventListener('abort', stop);
      await consumer.disconnect();
      await forget(groupId);
    }
  }

  async function forget(groupId: string): Promise<void> {
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }

  return {
    put: ({ topic, key, value, headers, partition }: RecordToPut): Promise<RecordPlace> =>
      send(topic, { key, value, headers, ...(partition !== undefined && { partition }) }),
    async repeat(place: RecordPlace, signal: AbortSignal): Promise<RecordPlace> {
      return send(place.topic, { ...(await read(place, signal)), partition: place.partition });
    },
  };
}
