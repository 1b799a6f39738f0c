import { Timestamp } from 'bson';
import type { PastChange } from '../storage/change.ts';
import { DateTime, docOf, type Doc } from '../value/value.ts';
import { encodeToken } from './token.ts';

/** The document as it is now, null when it is gone: what `fullDocument: 'updateLookup'` shows. */
export type Lookup = (change: PastChange & { op: 'update' }) => Doc | null;

/** The change event that MongoDB's manual describes; undefined for changes that streams do not show. */
export function eventOf(change: PastChange, lookup: Lookup | undefined): Doc | undefined {
  const head = {
    _id: encodeToken({ ts: change.ts, invalidated: false }),
    operationType: change.op,
    clusterTime: new Timestamp(change.ts),
    wallTime: new DateTime(BigInt(change.wallMs)),
  };
  const ns = docOf({ db: change.ns.db, coll: change.ns.collection });
  switch (change.op) {
    case 'insert':
    case 'replace':
      return docOf({
        ...head,
        fullDocument: change.document.doc,
        ns,
        documentKey: docOf({ _id: change.document.id }),
      });
    case 'update':
      return docOf({
        ...head,
        fullDocument: lookup?.(change),
        ns,
        documentKey: docOf({ _id: change.id }),
        updateDescription: change.description,
      });
    case 'delete':
      return docOf({ ...head, ns, documentKey: docOf({ _id: change.id }) });
    case 'drop':
      return docOf({ ...head, ns });
    case 'dropDatabase':
      return docOf({ ...head, ns: docOf({ db: change.ns.db }) });
    case 'create':
    case 'createIndex':
    case 'dropIndex':
      return undefined;
  }
}

/** The last event of a stream whose collection or database is gone. */
export function invalidateEvent(change: PastChange): Doc {
  return docOf({
    _id: encodeToken({ ts: change.ts, invalidated: true }),
    operationType: 'invalidate',
    clusterTime: new Timestamp(change.ts),
    wallTime: new DateTime(BigInt(change.wallMs)),
  });
}
