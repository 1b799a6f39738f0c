import { MongoClient, type ChangeStream, type ChangeStreamDocument } from 'mongodb';
import { toError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { DocumentFact } from '../../model/observation.ts';
import type { Emit, Probe } from '../probe.ts';
import { applyChange, type PlainDocument } from './apply-change.ts';
import { idText, plainDocument, plainValue } from './plain.ts';
import { RecentDocuments } from './recent-documents.ts';

/** How long the server holds an empty look open, in ms; also the longest that `caughtUp` waits for nothing to come. */
const maxAwaitTimeMS = 25;
const documentsKept = 10_000;

export interface ViewsProbeOptions {
  readonly database: string;
  readonly url: string;
  readonly collections: readonly string[];
}

/** Watches the collections of one database by a change stream, from now. */
export async function startViewsProbe(options: ViewsProbeOptions, emit: Emit): Promise<Probe> {
  const name = `views ${options.database}`;
  const client = new MongoClient(options.url, { appName: 'saga-lab-probe', useBigInt64: true });
  const changes = changeReader(options.database, emit);
  let looks = 0;
  let stopped = false;
  let failure: Error | undefined;

  await client.connect();
  const pipeline = [{ $match: { 'ns.coll': { $in: [...options.collections] } } }];
  const stream = client.db().watch(pipeline, { fullDocument: 'updateLookup', maxAwaitTimeMS });
  // The first look makes the cursor: what is written from here on is seen.
  changes(await stream.tryNext());

  async function read(): Promise<void> {
    while (!stopped) {
      const change = await stream.tryNext();
      changes(change);
      if (change === null) looks += 1;
    }
  }
  const reading = read().catch((error: unknown) => {
    if (stopped) return;
    failure = toError(error);
    emit({ kind: 'probe', probe: name, state: 'gap', detail: failure.message });
  });

  return {
    name,
    async caughtUp(signal) {
      // The look under way may have begun before the call; one that began later and came back empty proves it.
      const enough = looks + 2;
      await waitUntil(
        () => {
          if (failure) throw failure;
          return looks >= enough || undefined;
        },
        { signal, everyMs: 5 },
      );
    },
    async stop() {
      stopped = true;
      await stop(stream, client);
      await reading;
    },
  };
}

async function stop(stream: ChangeStream, client: MongoClient): Promise<void> {
  await stream.close().catch(() => undefined);
  await client.close().catch(() => undefined);
}

type Change = ChangeStreamDocument | null;

function changeReader(database: string, emit: Emit): (change: Change) => void {
  const recent = new RecentDocuments(documentsKept);
  return (change) => {
    if (change === null || !('documentKey' in change)) return;
    const collection = change.ns.coll;
    const id = idText(change.documentKey._id);
    const key = `${collection}/${id}`;
    const document = documentAfter(change, recent.get(key));
    if (document) recent.set(key, document);
    else recent.delete(key);
    emit(
      { kind: 'document', database, collection, id, op: change.operationType, document },
      change.wallTime?.getTime(),
    );
  };
}

type DocumentChange = Extract<ChangeStreamDocument, { operationType: DocumentFact['op'] }>;

function documentAfter(change: DocumentChange, before: PlainDocument | undefined): PlainDocument | null {
  if (change.operationType === 'delete') return null;
  if (change.operationType === 'update' && before) {
    const { updatedFields, ...rest } = change.updateDescription;
    const plain = plainValue(updatedFields ?? {}) as PlainDocument;
    return applyChange(before, { ...rest, updatedFields: plain });
  }
  return change.fullDocument ? plainDocument(change.fullDocument) : (before ?? null);
}
