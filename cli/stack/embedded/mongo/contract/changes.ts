import type { ChangeStream, ChangeStreamDocument } from 'mongodb';
import { describe, expect, test, vi } from 'vitest';
import { waitUntil } from '../../../../lib/wait-until.ts';
import { fresh, type Fixture, type Thing } from './fixture.ts';

/** Opens a stream for real: `watch` alone asks the server nothing. */
async function opened(stream: ChangeStream<Thing>): Promise<ChangeStream<Thing>> {
  await stream.tryNext();
  return stream;
}

async function take(stream: ChangeStream<Thing>, many: number): Promise<ChangeStreamDocument<Thing>[]> {
  const events: ChangeStreamDocument<Thing>[] = [];
  const taken = async () => {
    const event = await stream.tryNext();
    if (event !== null) events.push(event);
    return events.length === many ? true : undefined;
  };
  await waitUntil(taken, { signal: AbortSignal.timeout(10_000) });
  return events;
}

export function changeContract(fixture: () => Fixture): void {
  describe('change streams', () => {
    test('show inserts, updates, replacements and deletes of a collection in order', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 0 });
      await using stream = await opened(
        things.watch<Thing, ChangeStreamDocument<Thing>>([], { maxAwaitTimeMS: 100 }),
      );
      await things.insertOne({ _id: 1, a: 1, b: { c: 1, d: 2 } });
      await things.updateOne({ _id: 1 }, { $set: { 'b.c': 2, e: 1 }, $unset: { a: '' } });
      await things.replaceOne({ _id: 1 }, { f: 1 });
      await things.deleteOne({ _id: 1 });
      const ns = { db: things.dbName, coll: things.collectionName };
      expect(await take(stream, 4)).toMatchObject([
        {
          operationType: 'insert',
          ns,
          documentKey: { _id: 1 },
          fullDocument: { _id: 1, a: 1, b: { c: 1, d: 2 } },
        },
        {
          operationType: 'update',
          ns,
          documentKey: { _id: 1 },
          updateDescription: { updatedFields: { 'b.c': 2, e: 1 }, removedFields: ['a'] },
        },
        { operationType: 'replace', ns, documentKey: { _id: 1 }, fullDocument: { _id: 1, f: 1 } },
        { operationType: 'delete', ns, documentKey: { _id: 1 } },
      ]);
    });

    test('resume behind any event', async () => {
      const { things } = fixture();
      const first = await opened(things.watch([], { maxAwaitTimeMS: 100 }));
      await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
      const [event] = await take(first, 1);
      await first.close();
      for (const option of ['resumeAfter', 'startAfter']) {
        await using again = things.watch([], { [option]: event?._id, maxAwaitTimeMS: 100 });
        expect(await take(again, 2)).toMatchObject([
          { documentKey: { _id: 2 } },
          { documentKey: { _id: 3 } },
        ]);
      }
      await using timed = things.watch([], {
        startAtOperationTime: event?.clusterTime,
        maxAwaitTimeMS: 100,
      } as object);
      expect(await take(timed, 1)).toMatchObject([{ documentKey: { _id: 1 } }]);
    });

    test('updateLookup adds the document as it is now', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1, n: 0 });
      await using stream = await opened(
        things.watch([], { fullDocument: 'updateLookup', maxAwaitTimeMS: 100 }),
      );
      await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
      expect(await take(stream, 1)).toMatchObject([
        { operationType: 'update', fullDocument: { _id: 1, n: 1 } },
      ]);
    });

    test('of a database see all its collections, filtered by a pipeline', async () => {
      const { db, things } = fixture();
      const other = db.collection<Thing>(`other_${fresh()}`);
      await using stream = await opened(
        db.watch<Thing, ChangeStreamDocument<Thing>>([{ $match: { 'fullDocument.keep': true } }], {
          maxAwaitTimeMS: 100,
        }),
      );
      await things.insertOne({ _id: 1 });
      await things.insertOne({ _id: 2, keep: true });
      await other.insertOne({ _id: 3, keep: true });
      expect(await take(stream, 2)).toMatchObject([
        { ns: { coll: things.collectionName }, documentKey: { _id: 2 } },
        { ns: { coll: other.collectionName }, documentKey: { _id: 3 } },
      ]);
    });

    test('of the whole server see every database', async () => {
      const { client, things } = fixture();
      await using stream = await opened(
        client.watch<Thing, ChangeStreamDocument<Thing>>([{ $match: { 'ns.coll': things.collectionName } }], {
          maxAwaitTimeMS: 100,
        }),
      );
      await things.insertOne({ _id: 1 });
      expect(await take(stream, 1)).toMatchObject([{ operationType: 'insert', documentKey: { _id: 1 } }]);
    });

    test('end with invalidate when their collection is dropped', async () => {
      const { things } = fixture();
      await things.insertOne({ _id: 1 });
      await using stream = await opened(things.watch([], { maxAwaitTimeMS: 100 }));
      await things.drop();
      const events = await take(stream, 2);
      expect(events.map(({ operationType }) => operationType)).toEqual(['drop', 'invalidate']);
    });

    test('deliver a change to a stream that waits', async () => {
      const { things } = fixture();
      await using stream = things.watch([], { maxAwaitTimeMS: 30_000 });
      const insertOnceItWaits = async () => {
        await vi.waitFor(() => expect(stream.resumeToken).toBeTruthy());
        await things.insertOne({ _id: 1 });
      };
      const [event] = await Promise.all([stream.next(), insertOnceItWaits()]);
      expect(event).toMatchObject({ documentKey: { _id: 1 } });
    }, 10_000);
  });
}
