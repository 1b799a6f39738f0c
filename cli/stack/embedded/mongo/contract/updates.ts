import { type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { numbered, type Fixture } from './fixture.ts';

export function updateContract(fixture: () => Fixture): void {
  describe('update', () => {
    test('operators, and an upsert from the equalities of the filter', async () => {
      const { things } = fixture();
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

    test('an update that changes nothing matches and modifies nothing', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, a: 1 });
      expect(await things.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({
        matchedCount: 1,
        modifiedCount: 0,
      });
    });

    test('many documents, replacement, delete', async () => {
      const { things } = fixture();
      await things.insertMany(numbered(5));
      expect(await things.updateMany({ _id: { $gte: 2 } }, { $set: { a: 1 } })).toMatchObject({
        modifiedCount: 3,
      });
      await things.replaceOne({ _id: 2 }, { b: 1 });
      expect(await things.findOne({ _id: 2 })).toEqual({ _id: 2, b: 1 });
      expect(await things.deleteMany({ a: 1 })).toMatchObject({ deletedCount: 2 });
      expect(await things.deleteOne({})).toMatchObject({ deletedCount: 1 });
    });

    test('positional operators and array filters', async () => {
      const { things } = fixture();
      await things.insertOne({
        _id: 1,
        lines: [
          { sku: 'a', n: 1 },
          { sku: 'b', n: 2 },
          { sku: 'c', n: 3 },
        ],
      });
      await things.updateOne({ _id: 1, 'lines.sku': 'b' }, { $set: { 'lines.$.n': 20 } });
      await things.updateOne({ _id: 1 }, { $inc: { 'lines.$[].n': 1 } });
      await things.updateOne(
        { _id: 1 },
        { $set: { 'lines.$[big].big': true } },
        { arrayFilters: [{ 'big.n': { $gt: 3 } }] },
      );
      expect(await things.findOne()).toEqual({
        _id: 1,
        lines: [
          { sku: 'a', n: 2 },
          { sku: 'b', n: 21, big: true },
          { sku: 'c', n: 4, big: true },
        ],
      });
    });

    test('arrays grow and shrink', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, a: [3, 1] });
      await things.updateOne({ _id: 1 }, {
        $push: { a: { $each: [2, 5], $sort: 1, $slice: 3 } },
      } as Document);
      await things.updateOne({ _id: 1 }, { $addToSet: { b: 'x' }, $pull: { a: 2 } } as Document);
      await things.updateOne({ _id: 1 }, { $addToSet: { b: 'x' } });
      expect(await things.findOne()).toEqual({ _id: 1, a: [1, 3], b: ['x'] });
    });

    test('findOneAndUpdate answers the document before or after', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, n: 1 });
      expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } })).toEqual({ _id: 1, n: 1 });
      const after = await things.findOneAndUpdate(
        { _id: 1 },
        { $inc: { n: 1 } },
        { returnDocument: 'after' },
      );
      expect(after).toEqual({ _id: 1, n: 3 });
      expect(await things.findOneAndDelete({ _id: 1 })).toEqual({ _id: 1, n: 3 });
      expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } })).toBeNull();
    });

    test('two updates of one path are refused with code 40', async () => {
      const { things } = fixture();
      await expect(things.updateOne({}, { $set: { a: 1 }, $inc: { a: 1 } })).rejects.toMatchObject({
        code: 40,
      });
    });

    test('the _id cannot be changed: code 66', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1 });
      await expect(things.updateOne({ _id: 1 }, { $set: { _id: 2 } })).rejects.toMatchObject({ code: 66 });
    });
  });
}
