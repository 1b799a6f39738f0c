import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { namespaceText, type Intent, type Namespace } from '../storage/change.ts';
import { HashIndex } from '../storage/hash-index.ts';
import { indexSpecToDoc, parseIndexSpec, type IndexSpec } from '../storage/index-spec.ts';
import type { Collection } from '../storage/collection.ts';
import { equalValues } from '../value/compare.ts';
import { encodeDocument } from '../value/encode.ts';
import { shellText } from '../value/shell-text.ts';
import { docOf, isDoc, RawDoc, type Value } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { listReply } from './cursor-reply.ts';
import { namespaceOf } from './namespaces.ts';

export const createIndexes: Command = {
  accepts: ['createIndexes', 'indexes', 'commitQuorum'],
  run(args, context) {
    const ns = namespaceOf(args, 'createIndexes', context);
    const before = context.store.catalog.collection(ns);
    const intents: Intent[] = [];
    for (const doc of args.docs('indexes')) {
      const spec = parseIndexSpec(doc);
      if (isIdKey(spec) || alreadyThere(before, spec)) continue;
      checkBuildable(before, spec, ns);
      intents.push({ op: 'createIndex', ns, index: indexSpecToDoc(spec) });
    }
    if (before === undefined) intents.unshift({ op: 'create', ns });
    context.store.commit(intents);
    const numBefore = before === undefined ? 1 : countOf(before) - intents.length;
    const numAfter = countOf(context.store.catalog.collection(ns));
    return docOf({
      numIndexesBefore: new Int32(before === undefined ? 1 : numBefore),
      numIndexesAfter: new Int32(numAfter),
      createdCollectionAutomatically: before === undefined,
      note: intents.length === 0 ? 'all indexes already exist' : undefined,
      ok: 1,
    });
  },
};

function countOf(collection: Collection | undefined): number {
  return collection === undefined ? 0 : collection.indexDocs().length;
}

function isIdKey({ fields }: IndexSpec): boolean {
  return fields.length === 1 && fields[0] === '_id';
}

/** The same index again is no error; the same name or key with something else is. */
function alreadyThere(collection: Collection | undefined, spec: IndexSpec): boolean {
  for (const { spec: other } of collection?.indexes ?? []) {
    const sameKey = equalValues(other.key, spec.key);
    if (other.name === spec.name && sameKey && equalValues(indexSpecToDoc(other), indexSpecToDoc(spec)))
      return true;
    if (other.name === spec.name)
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index: ${spec.name}`,
      );
    if (sameKey)
      throw new CommandError(
        'IndexOptionsConflict',
        `Index already exists with a different name: ${other.name}`,
      );
  }
  return false;
}

/** Builds it beside the collection first, so that duplicates that are there refuse it without an effect. */
function checkBuildable(collection: Collection | undefined, spec: IndexSpec, ns: Namespace): void {
  const index = new HashIndex(spec);
  for (const document of collection?.documents() ?? []) {
    index.check(document.doc, undefined, namespaceText(ns));
    index.add(document);
  }
}

export const listIndexes: Command = {
  accepts: ['listIndexes', 'cursor'],
  run(args, context) {
    const ns = namespaceOf(args, 'listIndexes', context);
    const collection = existing(context, ns);
    const docs = collection.indexDocs().map((doc) => new RawDoc(encodeDocument(doc)));
    const batchSize = args.docIfAny('cursor')?.get('batchSize');
    return listReply(context, namespaceText(ns), docs, {
      size: batchSize instanceof Int32 ? batchSize.value : undefined,
    });
  },
};

export const dropIndexes: Command = {
  accepts: ['dropIndexes', 'deleteIndexes', 'index'],
  run(args, context) {
    const ns = namespaceOf(args, args.has('dropIndexes') ? 'dropIndexes' : 'deleteIndexes', context);
    const collection = existing(context, ns);
    const nIndexesWas = new Int32(countOf(collection));
    const names = namesToDrop(collection, args);
    context.store.commit(names.map((name) => ({ op: 'dropIndex', ns, name })));
    return docOf({ nIndexesWas, ok: 1 });
  },
};

function namesToDrop(collection: Collection, args: Arguments): string[] {
  const wanted = args.value('index') ?? null;
  const all = [...collection.indexes].map(({ spec }) => spec);
  if (wanted === '*') return all.map(({ name }) => name);
  return (Array.isArray(wanted) ? wanted : [wanted]).map((which) => nameOf(which, all));
}

function nameOf(which: Value, all: readonly IndexSpec[]): string {
  if (which === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
  const found = all.find(({ name, key }) => (isDoc(which) ? equalValues(key, which) : name === which));
  if (found === undefined)
    throw new CommandError('IndexNotFound', `index not found with name [${shellText(which)}]`);
  return found.name;
}

function existing(context: Context, ns: Namespace): Collection {
  const collection = context.store.catalog.collection(ns);
  if (collection === undefined)
    throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespaceText(ns)}`);
  return collection;
}
