import type { ChangeStreamDocument } from 'mongodb';
import { waitUntil } from '../../lib/wait-until.ts';
import type { DocumentFact } from '../../model/observation.ts';
import type { Emit, Probe } from '../probe.ts';
import { applyChange, type PlainDocument } from './apply-change.ts';
import { openChangeFeed } from './change-feed.ts';
import type { ViewsProbeOptions } from './options.ts';
import { idText, plainDocument, plainValue } from './plain.ts';
import { RecentDocuments } from './recent-documents.ts';

const documentsKept = 10_000;

/** Watches the collections of one database by a change stream, from now; a server that restarts leaves no gap. */
export async function followViews(options: ViewsProbeOptions, emit: Emit): Promise<Probe> {
  const name = `views ${options.database}`;
  const changes = changeReader(options.database, emit);
  let looks = 0;
  let failure: Error | undefined;
  const feed = await openChangeFeed({
    url: options.url,
    collections: options.collections,
    onLook(change) {
      changes(change);
      if (change === null) looks += 1;
    },
    onLost(error) {
      failure = error;
      emit({ kind: 'probe', probe: name, state: 'gap', detail: error.message });
    },
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
    stop: () => feed.stop(),
  };
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
