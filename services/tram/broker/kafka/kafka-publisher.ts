import type { Kafka } from 'kafkajs';
import type { Publisher, RecordToSend, SentRecord } from '../broker.ts';
import { chunkRecords } from './chunk-records.ts';
import { type IdempotentProducer, openProducer } from './idempotent-producer.ts';

/**
 * Sends go one after another: kafkajs locks the broker for each anyway, and so order per key holds across calls. After a
 * failed send the producer is replaced, as its sequence numbers may no longer be the broker's.
 */
export async function openPublisher(kafka: Kafka): Promise<Publisher> {
  let producer: IdempotentProducer | undefined = await openProducer(kafka);
  let previous: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function send(records: readonly RecordToSend[]): Promise<readonly SentRecord[]> {
    if (closed) throw new Error('The publisher is closed: open another with broker.publisher()');
    producer ??= await openProducer(kafka);
    try {
      const sent: SentRecord[] = [];
      for (const chunk of chunkRecords(records)) sent.push(...(await producer.send(chunk)));
      return sent;
    } catch (error) {
      const broken = producer;
      producer = undefined;
      await broken.close();
      throw error;
    }
  }

  return {
    publish(records) {
      const sent = previous.then(() => send(records));
      previous = sent.catch(() => undefined);
      return sent;
    },
    async close() {
      await previous;
      closed = true;
      await producer?.close();
      producer = undefined;
    },
  };
}
