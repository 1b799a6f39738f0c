import { findMatching } from '../query/plan.ts';
import { compileSort } from '../query/sort.ts';
import type { Intent, Namespace } from '../storage/change.ts';
import { StoredDocument } from '../storage/stored-document.ts';
import { describeUpdate } from '../changes/diff.ts';
import type { Target, Update } from '../update/update.ts';
import { upserted } from '../update/upsert.ts';
import type { Doc } from '../value/value.ts';
import type { Context } from './command.ts';
import { checkId } from './insert.ts';

/** The documents that a write is about, found before anything is written. */
export function findTargets(
  context: Context,
  ns: Namespace,
  filter: Doc,
  { multi, sort }: { readonly multi: boolean; readonly sort?: Doc | undefined },
): StoredDocument[] {
  const matching = findMatching(context.store.catalog.collection(ns), filter);
  if (sort !== undefined && sort.size > 0) {
    const compare = compileSort(sort);
    const sorted = [...matching].sort((a, b) => compare(a.doc, b.doc));
    return multi ? sorted : sorted.slice(0, 1);
  }
  if (multi) return [...matching];
  const first = matching.next();
  return first.done === true ? [] : [first.value];
}

export interface Modified {
  readonly document: StoredDocument;
  /** Undefined where the update changes nothing. */
  readonly intent: Intent | undefined;
}

/** The new version of one document, checked against the unique indexes. */
export function modify(
  context: Context,
  ns: Namespace,
  before: StoredDocument,
  update: Update,
  filter: Doc,
): Modified {
  const after = update.apply({ doc: before.doc, filter, inserting: false, now: nowOf(context) });
  const document = StoredDocument.of(after);
  if (document.bytes.equals(before.bytes)) return { document: before, intent: undefined };
  context.store.catalog.collection(ns)?.check(document, before);
  if (update.kind === 'replacement') return { document, intent: { op: 'replace', ns, document } };
  return {
    document,
    intent: { op: 'update', ns, id: document.id, document, description: describeUpdate(before.doc, after) },
  };
}

export function insertByUpsert(
  context: Context,
  ns: Namespace,
  update: Update,
  filter: Doc,
): Modified & { intent: Intent } {
  const document = StoredDocument.of(checkId(upserted(update, filter, nowOf(context))));
  context.store.catalog.collection(ns)?.check(document);
  return { document, intent: { op: 'insert', ns, document } };
}

function nowOf({ store }: Context): Target['now'] {
  return { ms: BigInt(Date.now()), ts: store.lastTs };
}
