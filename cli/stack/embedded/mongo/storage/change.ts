import { Binary, Int32, Timestamp } from 'bson';
import { DateTime, docOf, isDoc, type Doc, type Value } from '../value/value.ts';
import { StoredDocument } from './stored-document.ts';

/** `database.collection`; a database may not hold a dot, a collection may. */
export interface Namespace {
  readonly db: string;
  readonly collection: string;
}

interface Common {
  /** Unique and growing: seconds in the high 32 bits, a counter in the low ones. */
  readonly ts: bigint;
  readonly wallMs: number;
  readonly ns: Namespace;
}

/** The only thing that alters the store: the same value is applied, journalled, and shown to change streams. */
export type Change = Common &
  (
    | { readonly op: 'insert' | 'replace'; readonly document: StoredDocument }
    | {
        readonly op: 'update';
        readonly id: Value;
        readonly document: StoredDocument;
        readonly description: Doc;
      }
    | { readonly op: 'delete'; readonly id: Value }
    | { readonly op: 'create' | 'drop' | 'dropDatabase' }
    | { readonly op: 'createIndex'; readonly index: Doc }
    | { readonly op: 'dropIndex'; readonly name: string }
  );

/** A change as history keeps it: of an update what changed, not the whole document. */
export type PastChange =
  Exclude<Change, { op: 'update' }> | Omit<Extract<Change, { op: 'update' }>, 'document'>;

type WithoutStamp<T> = T extends unknown ? Omit<T, 'ts' | 'wallMs'> : never;
export type Intent = WithoutStamp<Change>;

export function namespaceText({ db, collection }: Namespace): string {
  return `${db}.${collection}`;
}

/** The form in which a change is kept in the journal. */
export function changeToDoc(change: Change): Doc {
  return docOf({
    op: change.op,
    ts: new Timestamp(change.ts),
    at: new DateTime(BigInt(change.wallMs)),
    db: change.ns.db,
    c: change.ns.collection,
    // As bytes, so that a recovery decodes each document once and encodes none.
    d: 'document' in change ? new Binary(change.document.bytes) : undefined,
    u: change.op === 'update' ? change.description : undefined,
    id: change.op === 'delete' ? change.id : undefined,
    ix: change.op === 'createIndex' ? change.index : undefined,
    n: change.op === 'dropIndex' ? change.name : undefined,
  });
}

export function changeFromDoc(doc: Doc): Change {
  const common = {
    ts: (doc.get('ts') as Timestamp).toBigInt(),
    wallMs: Number((doc.get('at') as DateTime).ms),
    ns: { db: textAt(doc, 'db'), collection: textAt(doc, 'c') },
  };
  const op = doc.get('op') as Change['op'];
  switch (op) {
    case 'insert':
    case 'replace':
      return { ...common, op, document: storedOf(doc) };
    case 'update': {
      const document = storedOf(doc);
      return { ...common, op, id: document.id, document, description: docAt(doc, 'u') };
    }
    case 'delete':
      return { ...common, op, id: doc.get('id') ?? null };
    case 'createIndex':
      return { ...common, op, index: docAt(doc, 'ix') };
    case 'dropIndex':
      return { ...common, op, name: textAt(doc, 'n') };
    case 'create':
    case 'drop':
    case 'dropDatabase':
      return { ...common, op };
  }
}

function storedOf(doc: Doc): StoredDocument {
  const bytes = doc.get('d');
  if (!(bytes instanceof Binary))
    throw new Error("The journal holds a change without 'd': the file is damaged");
  return StoredDocument.fromBytes(Buffer.from(bytes.buffer));
}

function textAt(doc: Doc, name: string): string {
  const value = doc.get(name);
  if (typeof value !== 'string')
    throw new Error(`The journal holds an entry without '${name}': the file is damaged`);
  return value;
}

function docAt(doc: Doc, name: string): Doc {
  const value = doc.get(name);
  if (!isDoc(value)) throw new Error(`The journal holds a change without '${name}': the file is damaged`);
  return value;
}

/** Result of one retryable write, kept so that its repetition has no second effect. */
export interface RememberedWrite {
  /** Key of the session id. */
  readonly session: string;
  readonly txnNumber: bigint;
  readonly statement: number;
  readonly result: Doc;
}

export function rememberedToDoc(write: RememberedWrite): Doc {
  return docOf({ s: write.session, t: write.txnNumber, n: new Int32(write.statement), r: write.result });
}

export function rememberedFromDoc(doc: Doc): RememberedWrite {
  return {
    session: textAt(doc, 's'),
    txnNumber: doc.get('t') as bigint,
    statement: (doc.get('n') as Int32).value,
    result: docAt(doc, 'r'),
  };
}
