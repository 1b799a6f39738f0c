import { describe, expect, test } from 'vitest';
import { type Fixture } from './fixture.ts';

export function catalogContract(fixture: () => Fixture): void {
  describe('catalog', () => {
    test('collections and databases are listed and dropped', async () => {
      const { client, db, things } = fixture();
      await things.insertOne({ _id: 1 });
      expect(
        (await db.listCollections({ name: things.collectionName }).toArray()).map(({ name }) => name),
      ).toEqual([things.collectionName]);
      expect((await client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain(
        db.databaseName,
      );
      await things.drop();
      expect(await db.listCollections({ name: things.collectionName }).toArray()).toEqual([]);
    });

    test('an unknown command answers code 59 with its name', async () => {
      const { db } = fixture();
      await expect(db.command({ makeCoffee: 1 })).rejects.toMatchObject({
        code: 59,
        codeName: 'CommandNotFound',
        message: expect.stringContaining('makeCoffee') as string,
      });
    });
  });
}
