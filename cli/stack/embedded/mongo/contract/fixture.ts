import { MongoClient, ObjectId, type Collection, type Db, type Document, type Long } from 'mongodb';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export interface Thing extends Document {
  _id: number | string | Long | ObjectId;
}

/** Made anew for each test: an empty collection in a database of this run. */
export interface Fixture {
  readonly client: MongoClient;
  readonly db: Db;
  readonly things: Collection<Thing>;
}

export const fresh = (): string => new ObjectId().toHexString();

/** Documents with the _ids 0, 1, 2 and so on. */
export const numbered = (length: number): { _id: number }[] => Array.from({ length }, (_, _id) => ({ _id }));

/** Registers the hooks; the returned function gives what the running test may use. */
export function useDatabase(getUrl: () => string): () => Fixture {
  let client: MongoClient;
  let db: Db;
  let things: Collection<Thing>;
  beforeAll(async () => {
    client = await new MongoClient(getUrl()).connect();
    db = client.db(`contract_${fresh()}`);
  });
  beforeEach(() => {
    things = db.collection(`things_${fresh()}`);
  });
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });
  return () => ({ client, db, things });
}
