import { MongoClient } from 'mongodb';
import type { ParkedMessage, ParkedStore } from './parked-message.ts';

const limitMs = 5_000;

type Stored = Omit<ParkedMessage, 'offset' | 'parkedAt'> & {
  readonly offset: number;
  readonly parkedAt: Date;
};

/** The collection parked_messages of a view's database. Rejects when the database does not answer. */
export async function openMongoStore(url: string): Promise<ParkedStore> {
  const client = new MongoClient(url, { appName: 'saga-lab parked', serverSelectionTimeoutMS: limitMs });
  await client.connect();
  const collection = client.db().collection<Stored>('parked_messages');
  return {
    async list(consumer, { topic, key }) {
      const filter = { consumer, ...(topic !== undefined && { topic }), ...(key !== undefined && { key }) };
      const found = await collection.find(filter).sort({ topic: 1, partition: 1, offset: 1 }).toArray();
      return found.map(toMessage);
    },
    async drop({ consumer, topic, partition, offset }) {
      await collection.deleteMany({ consumer, topic, partition, offset: Number(offset) });
    },
    close: () => client.close(),
  };
}

function toMessage(stored: Stored): ParkedMessage {
  const { consumer, topic, partition, offset, key, messageId, reason, error, attempts, value, parkedAt } =
    stored;
  return {
    consumer,
    topic,
    partition,
    offset: String(offset),
    key,
    messageId,
    reason,
    error,
    attempts,
    parkedAt: parkedAt.toISOString(),
    value,
  };
}
