import { Long, MongoClient, ObjectId, type Collection, type Db, type Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

interface Thing extends Document {
  _id: number | string | Long | ObjectId;
}

/** What any MongoDB must do for saga-lab, written against the official driver alone. */
export function mongoContract(getUrl: () => string): void {
  let client: MongoClient;
  let db: Db;
  let things: Collection<Thing>;

  beforeAll(async () => {
    client = await new MongoClient(getUrl()).connect();
    db = client.db(`contract_${new ObjectId().toHexString()}`);
  });
  beforeEach(async () => {
    things = db.collection(`things_${new ObjectId().toHexString()}`);
  });
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });

  describe('insert and find', () => {
    test('a document comes back as it went in', async () => {
      await things.insertOne({ _id: 1, b: 'x', '10': true, a: [1, 2.5, null], at: new Date(5) });
      expect(await things.findOne({ _id: 1 })).toEqual({
        _id: 1,
        b: 'x',
        '10': true,
        a: [1, 2.5, null],
        at: new Date(5),
      });
    });

    test('a missing _id is made', async () => {
      const { insertedId } = await db.collection(things.collectionName).insertOne({ a: 1 });
      expect(insertedId).toBeInstanceOf(ObjectId);
    });

    test('an _id taken answers code 11000 with the key', async () => {
      await things.insertOne({ _id: 'a' });
      await expect(things.insertOne({ _id: 'a' })).rejects.toMatchObject({
        code: 11000,
        keyPattern: { _id: 1 },
        keyValue: { _id: 'a' },
      });
    });

    test('numbers of different types and equal value are one _id', async () => {
      await things.insertOne({ _id: 1 });
      await expect(things.insertOne({ _id: Long.fromNumber(1) })).rejects.toMatchObject({ code: 11000 });
      expect(await things.findOne({ _id: Long.fromNumber(1) })).toEqual({ _id: 1 });
    });

    test('more than a batch is fetched by getMore', async () => {
      await things.insertMany(Array.from({ length: 250 }, (_, n) => ({ _id: n })));
      const found = await things.find({ _id: { $gte: 10 } }, { batchSize: 50, sort: { _id: -1 } }).toArray();
      expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 240 }, (_, n) => 249 - n));
    });
  });

  describe('update', () => {
    test('operators, and an upsert from the equalities of the filter', async () => {
      const result = await things.updateOne(
        { _id: 1, kind: 'order' },
        { $set: { 'state.name': 'NEW' }, $inc: { version: 1 }, $setOnInsert: { made: true } },
        { upsert: true },
      );
      expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 1 });
      await things.updateOne({ _id: 1 }, { $inc: { version: 1 }, $setOnInsert: { made: false } });
      expect(await things.findOne({ _id: 1 })).toEqual({
        _id: 1,
        kind: 'order',
        made: true,
        state: { name: 'NEW' },
        version: 2,
      });
    });

    test('findOneAndUpdate answers the document before or after', async () => {
      await things.insertOne({ _id: 1, n: 1 });
      expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } })).toEqual({ _id: 1, n: 1 });
      expect(
        await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' }),
      ).toEqual({ _id: 1, n: 3 });
    });
  });

  test('an unknown command answers code 59 with its name', async () => {
    await expect(db.command({ makeCoffee: 1 })).rejects.toMatchObject({
      code: 59,
      codeName: 'CommandNotFound',
      message: expect.stringContaining('makeCoffee') as string,
    });
  });
}
