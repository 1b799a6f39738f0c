import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMongo, type TestMongo } from '../../../cli/test/harness/mongo.ts';
import type { ParkingLot } from './guarded-inbox.ts';
import type { ParkedRecord } from './inbox.ts';
import { mongoParkingLot } from './mongo-parking-lot.ts';

let mongo: TestMongo;
let client: MongoClient;
let parkingLot: ParkingLot;

beforeAll(async () => {
  mongo = await startMongo();
  client = await new MongoClient(mongo.url).connect();
  parkingLot = mongoParkingLot(client.db('history'));
});

afterAll(async () => {
  await client.close();
  await mongo.stop();
});

const parked = (offset: string, key: string | null, timestampMs = 1): ParkedRecord => ({
  consumer: 'view',
  record: { topic: 'Order', partition: 2, offset, key, value: '{', timestampMs, headers: { id: '"7"' } },
  messageId: null,
  reason: 'unprocessable',
  error: 'The value is not JSON',
  attempts: 1,
});

it('keeps each record once, in order, and knows its key', async () => {
  expect(await parkingLot.park(parked('10', '7'))).toBe(true);
  expect(await parkingLot.park(parked('9', '7'))).toBe(true);
  expect(await parkingLot.park(parked('11', null))).toBe(true);
  expect(await parkingLot.park(parked('10', '7'))).toBe(false);
  expect(await parkingLot.park(parked('10', '7', 2))).toBe(true);

  expect(await parkingLot.isParked('view', { topic: 'Order', key: '7' })).toBe(true);
  expect(await parkingLot.isParked('view', { topic: 'Order', key: '8' })).toBe(false);
  expect(await parkingLot.isParked('other', { topic: 'Order', key: '7' })).toBe(false);
  const keys = await parkingLot.parkedKeys('view');
  expect(new Set(keys.map(({ topic, key }) => `${topic} ${key}`))).toEqual(new Set(['Order 7']));
  expect(await parkingLot.parkedKeys('other')).toEqual([]);

  const documents = await client
    .db('history')
    .collection('parked_messages')
    .find({ key: '7' })
    .sort({ offset: 1 })
    .toArray();
  expect(documents.map(({ offset, timestampMs }) => [offset, timestampMs])).toEqual([
    [9, 1],
    [10, 1],
    [10, 2],
  ]);
  expect(documents[0]).toMatchObject({
    value: '{',
    error: 'The value is not JSON',
    parkedAt: expect.any(Date),
  });
});

it('hands out the records of a key in order', async () => {
  const key = { topic: 'Order', key: 'redriven' };
  for (const offset of ['20', '19', '100']) await parkingLot.park(parked(offset, 'redriven'));
  const taken: (string | undefined)[] = [];
  for (let first = await parkingLot.first('view', key); first; first = await parkingLot.first('view', key)) {
    taken.push(first.record.offset);
    expect(first).toEqual(parked(first.record.offset, 'redriven'));
    await parkingLot.remove(first);
  }
  expect(taken).toEqual(['19', '20', '100']);
});
