import { MongoClient } from 'mongodb';
import { plainDocument } from '../probes/views/plain.ts';

/** All documents of a database's collections, by name; of one collection where it is named. Values are plain. */
export async function* documentsOf(
  url: string,
  only?: string,
): AsyncGenerator<{ readonly collection: string; readonly document: Readonly<Record<string, unknown>> }> {
  const client = new MongoClient(url, {
    appName: 'saga-lab soak',
    useBigInt64: true,
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    const names = only === undefined ? await collectionsOf(client) : [only];
    for (const collection of names)
      for await (const found of client.db().collection(collection).find())
        yield { collection, document: plainDocument(found) };
  } finally {
    await client.close();
  }
}

async function collectionsOf(client: MongoClient): Promise<string[]> {
  const found = await client.db().listCollections().toArray();
  return found.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
}
