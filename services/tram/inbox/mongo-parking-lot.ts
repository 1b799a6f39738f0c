import type { Db } from 'mongodb';
import type { BrokerRecord, RecordHeaders } from '../broker/broker.ts';
import type { ParkingLot } from './guarded-inbox.ts';
import type { ParkedRecord, TopicKey } from './inbox.ts';

/** A document of collection `parked_messages`; its _id makes parking the same record twice harmless. */
interface ParkedDocument {
  readonly _id: string;
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  /** A number, so that it sorts. */
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers?: RecordHeaders;
  readonly messageId: string | null;
  readonly reason: ParkedRecord['reason'];
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: Date;
}

/** Parks in collection `parked_messages`; a redrive takes the records of one key by ascending `offset`. */
export function mongoParkingLot(db: Db): ParkingLot {
  const collection = db.collection<ParkedDocument>('parked_messages');
  return {
    async park({ consumer, record, messageId, reason, error, attempts }) {
      const { topic, partition, offset, timestampMs, key, value, headers } = record;
      const _id = idOf(consumer, record);
      const place = { consumer, topic, partition, offset: Number(offset), timestampMs };
      const what = { key, value, ...(headers && { headers }), messageId, reason, error, attempts };
      const { upsertedCount } = await collection.updateOne(
        { _id },
        { $setOnInsert: { ...place, ...what, parkedAt: new Date() } },
        { upsert: true },
      );
      return upsertedCount === 1;
    },
    async isParked(consumer, { topic, key }) {
      return (await collection.findOne({ consumer, topic, key })) !== null;
    },
    async first(consumer, { topic, key }) {
      const [first] = await collection
        .find({ consumer, topic, key })
        .sort({ offset: 1, timestampMs: 1 })
        .limit(1)
        .toArray();
      return first && recordOf(first);
    },
    async remove({ consumer, record }) {
      await collection.deleteOne({ _id: idOf(consumer, record) });
    },
    async parkedKeys(consumer) {
      const parked = await collection.find({ consumer }, { projection: { topic: 1, key: 1 } }).toArray();
      return parked.flatMap(({ topic, key }): TopicKey[] => (key === null ? [] : [{ topic, key }]));
    },
  };
}

function idOf(consumer: string, { topic, partition, offset, timestampMs }: BrokerRecord): string {
  return JSON.stringify([consumer, topic, partition, offset, timestampMs]);
}

function recordOf(parked: ParkedDocument): ParkedRecord {
  const { consumer, topic, partition, offset, timestampMs, key, value, headers } = parked;
  const { messageId, reason, error, attempts } = parked;
  const record = {
    topic,
    partition,
    offset: String(offset),
    timestampMs,
    key,
    value,
    ...(headers && { headers }),
  };
  return { consumer, record, messageId, reason, error, attempts };
}
