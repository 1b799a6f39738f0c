import { Long, ObjectId, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { numbered, type Fixture } from './fixture.ts';

export function insertContract(fixture: () => Fixture): void {
  describe('insert and find', () => {
    test('a document comes back as it went in', async () => {
      const { things } = fixture();
      const document = { _id: 1, b: 'x', '10': true, a: [1, 2.5, null], at: new Date(5), by: new ObjectId() };
      await things.insertOne(document);
      expect(await things.findOne({ _id: 1 })).toEqual(document);
    });

    test('the bytes of a document come back as they went in, whatever its keys look like', async () => {
      const { things } = fixture();
      const document = { b: 1, '2': 2, a: { '1': 1, z: 2.5, '0': Long.fromNumber(3) } };
      await things.insertOne({ _id: 1, document });
      const [first] = await things.find({ _id: 1 }, { raw: true }).toArray();
      await things.insertOne({ _id: 2, document });
      const [second] = await things.find({ _id: 2 }, { raw: true }).toArray();
      expect(Buffer.from(first as unknown as Uint8Array).subarray(13)).toEqual(
        Buffer.from(second as unknown as Uint8Array).subarray(13),
      );
    });

    test('a missing _id is made', async () => {
      const { db, things } = fixture();
      const { insertedId } = await db.collection(things.collectionName).insertOne({ a: 1 });
      expect(insertedId).toBeInstanceOf(ObjectId);
    });

    test('an _id taken answers code 11000 with the key', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 'a' });
      await expect(things.insertOne({ _id: 'a' })).rejects.toMatchObject({
        code: 11000,
        keyPattern: { _id: 1 },
        keyValue: { _id: 'a' },
      });
    });

    test('an ordered batch stops at its first error, an unordered one goes on', async () => {
      const { things } = fixture();
      const batch = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
      await expect(things.insertMany(batch)).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
      expect(await things.countDocuments()).toBe(1);
      await expect(things.insertMany(batch, { ordered: false })).rejects.toMatchObject({ insertedCount: 1 });
      expect(await things.countDocuments()).toBe(2);
    });

    test('numbers of different types and equal value are one _id', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1 });
      await expect(things.insertOne({ _id: Long.fromNumber(1) })).rejects.toMatchObject({ code: 11000 });
      expect(await things.findOne({ _id: Long.fromNumber(1) })).toEqual({ _id: 1 });
    });

    test('int64 above 2^53 are told apart', async () => {
      const { things } = fixture();
      const [a, b] = [Long.fromString('9007199254740992'), Long.fromString('9007199254740993')];
      await things.insertMany([
        { _id: a, name: 'a' },
        { _id: b, name: 'b' },
      ]);
      expect(await things.findOne({ _id: b })).toMatchObject({ name: 'b' });
      expect(await things.countDocuments({ _id: { $gt: a } })).toBe(1);
    });

    test('more than a batch is fetched by getMore', async () => {
      const { things } = fixture();
      await things.insertMany(numbered(250));
      const found = await things.find({ _id: { $gte: 10 } }, { batchSize: 50, sort: { _id: -1 } }).toArray();
      expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 240 }, (_, n) => 249 - n));
    });

    test('a cursor that is closed half way is gone', async () => {
      const { db, things } = fixture();
      await things.insertMany(numbered(250));
      const cursor = things.find({}, { batchSize: 10 });
      await cursor.next();
      const id = cursor.id;
      await cursor.close();
      await expect(db.command({ getMore: id, collection: things.collectionName })).rejects.toMatchObject({
        code: 43,
      });
    });

    test('filters reach into documents and arrays', async () => {
      const { things } = fixture();
      await things.insertMany([
        {
          _id: 1,
          items: [
            { sku: 'a', n: 1 },
            { sku: 'b', n: 5 },
          ],
          state: { name: 'OPEN' },
        },
        { _id: 2, items: [{ sku: 'a', n: 9 }], state: { name: 'DONE' } },
        { _id: 3, items: [], state: null },
      ]);
      const ids = async (filter: Document): Promise<unknown[]> =>
        (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
      expect(await ids({ 'state.name': { $in: ['OPEN', 'DONE'] } })).toEqual([1, 2]);
      expect(await ids({ items: { $elemMatch: { sku: 'a', n: { $gt: 5 } } } })).toEqual([2]);
      expect(await ids({ 'items.n': { $gte: 5 }, 'items.sku': 'b' })).toEqual([1]);
      expect(await ids({ items: { $size: 0 } })).toEqual([3]);
      expect(await ids({ 'state.name': null })).toEqual([3]);
      expect(await ids({ $or: [{ _id: 1 }, { 'items.0.n': 9 }] })).toEqual([1, 2]);
      expect(await ids({ 'state.name': /^do/i })).toEqual([2]);
      expect(await ids({ 'state.name': { $not: { $eq: 'OPEN' } } })).toEqual([2, 3]);
    });

    test('projections include, exclude, and reach into arrays', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }] });
      expect(await things.findOne({}, { projection: { 'b.c': 1, _id: 0 } })).toEqual({ b: { c: 2 } });
      expect(await things.findOne({}, { projection: { b: 0, 'e.g': 0 } })).toEqual({
        _id: 1,
        a: 1,
        e: [{ f: 1 }],
      });
    });
  });
}
