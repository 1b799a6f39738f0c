import { describe, expect, test } from 'vitest';
import { numbered, type Fixture } from './fixture.ts';

export function concurrencyContract(fixture: () => Fixture): void {
  describe('concurrency', () => {
    test('200 parallel $inc add up', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, n: 0 });
      await Promise.all(numbered(200).map(() => things.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
      expect(await things.findOne()).toEqual({ _id: 1, n: 200 });
    });

    test('of 50 compare-and-set on one version exactly one wins', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, version: 0 });
      const results = await Promise.all(
        numbered(50).map(({ _id }) =>
          things.updateOne({ _id: 1, version: 0 }, { $set: { version: 1, by: _id } }),
        ),
      );
      expect(results.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(1);
    });

    test('50 upserts of one _id make one document', async () => {
      const { things } = fixture();
      const upserts = numbered(50).map(() =>
        things.updateOne({ _id: 'one' }, { $inc: { n: 1 } }, { upsert: true }),
      );
      const results = await Promise.all(upserts);
      expect(results.reduce((sum, { upsertedCount }) => sum + upsertedCount, 0)).toBe(1);
      expect(await things.find().toArray()).toEqual([{ _id: 'one', n: 50 }]);
    });
  });
}
