import { describe, expect, test } from 'vitest';
import { fresh, type Fixture, type Thing } from './fixture.ts';

export function aggregateContract(fixture: () => Fixture): void {
  describe('aggregate', () => {
    test('groups with several accumulators', async () => {
      const { things } = fixture();
      await things.insertMany([
        { _id: 1, state: 'A', amount: 5 },
        { _id: 2, state: 'A', amount: 7 },
        { _id: 3, state: 'B', amount: 1 },
      ]);
      const totals = await things
        .aggregate([
          { $match: { amount: { $gt: 0 } } },
          {
            $group: {
              _id: '$state',
              n: { $sum: 1 },
              total: { $sum: '$amount' },
              mean: { $avg: '$amount' },
              ids: { $push: '$_id' },
            },
          },
          { $sort: { _id: 1 } },
        ])
        .toArray();
      expect(totals).toEqual([
        { _id: 'A', n: 2, total: 12, mean: 6, ids: [1, 2] },
        { _id: 'B', n: 1, total: 1, mean: 1, ids: [3] },
      ]);
    });

    test('joins, unwinds and projects', async () => {
      const { db, things } = fixture();
      const orders = db.collection<Thing>(`orders_${fresh()}`);
      await things.insertOne({ _id: 1, name: 'Jane' });
      await orders.insertMany([
        { _id: 10, customer: 1, total: 3 },
        { _id: 11, customer: 1, total: 4 },
      ]);
      const joined = await things
        .aggregate([
          {
            $lookup: {
              from: orders.collectionName,
              localField: '_id',
              foreignField: 'customer',
              as: 'orders',
            },
          },
          { $unwind: '$orders' },
          {
            $project: { _id: 0, name: 1, order: '$orders._id', double: { $multiply: ['$orders.total', 2] } },
          },
          { $sort: { order: 1 } },
        ])
        .toArray();
      expect(joined).toEqual([
        { name: 'Jane', order: 10, double: 6 },
        { name: 'Jane', order: 11, double: 8 },
      ]);
    });

    test('counts and distinct values', async () => {
      const { things } = fixture();
      await things.insertMany([
        { _id: 1, a: [1, 2] },
        { _id: 2, a: 2 },
      ]);
      expect(await things.countDocuments({ a: 2 })).toBe(2);
      expect(await things.estimatedDocumentCount()).toBe(2);
      expect(new Set(await things.distinct('a'))).toEqual(new Set([1, 2]));
    });
  });
}
