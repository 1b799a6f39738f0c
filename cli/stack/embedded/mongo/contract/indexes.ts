import { describe, expect, test } from 'vitest';
import { type Fixture } from './fixture.ts';

export function indexContract(fixture: () => Fixture): void {
  describe('indexes', () => {
    test('a unique index refuses a second document with its key and value', async () => {
      const { things } = fixture();
      await things.createIndex({ email: 1 }, { unique: true });
      await things.insertOne({ _id: 1, email: 'a@b' });
      await expect(things.insertOne({ _id: 2, email: 'a@b' })).rejects.toMatchObject({
        code: 11000,
        keyPattern: { email: 1 },
        keyValue: { email: 'a@b' },
        message: expect.stringContaining('index: email_1 dup key: { email: "a@b" }') as string,
      });
      await expect(
        things.updateOne({ _id: 3 }, { $set: { email: 'a@b' } }, { upsert: true }),
      ).rejects.toMatchObject({ code: 11000 });
      expect(await things.countDocuments()).toBe(1);
    });

    test('indexes are listed and dropped', async () => {
      const { things } = fixture();
      expect(await things.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1');
      expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1_b_-1']);
      await things.dropIndex('a_1_b_-1');
      expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    });

    test('a unique index cannot be built over duplicates', async () => {
      const { things } = fixture();
      await things.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ]);
      await expect(things.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    });
  });
}
