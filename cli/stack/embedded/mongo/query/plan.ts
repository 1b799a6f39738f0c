import { BSONRegExp } from 'bson';
import type { Collection } from '../storage/collection.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { compileFilter, isOperatorDoc } from './filter.ts';

/** How documents were found: for tests, which hold that a search by key does not scan. */
export interface Plan {
  readonly kind: 'id' | 'index' | 'scan';
  readonly candidates: Iterable<StoredDocument>;
}

/** Documents that match, in their order of insertion where the collection is scanned. */
export function* findMatching(collection: Collection | undefined, filter: Doc): Generator<StoredDocument> {
  const matches = compileFilter(filter);
  if (collection === undefined) return;
  for (const document of planFor(collection, filter).candidates) if (matches(document.doc)) yield document;
}

/** Narrows by _id, then by an index all of whose fields have fixed values. Candidates still have to be matched. */
export function planFor(collection: Collection, filter: Doc): Plan {
  const fixed = fixedValues(filter);
  const ids = fixed.get('_id');
  if (ids !== undefined)
    return { kind: 'id', candidates: distinctDocuments(ids.map((id) => [collection.byId(id)])) };
  for (const index of collection.indexes) {
    if (!index.complete) continue;
    const perField = index.spec.fields.map((field) => fixed.get(field));
    const [only] = perField;
    if (perField.length === 1 && only !== undefined)
      return { kind: 'index', candidates: distinctDocuments(only.map((value) => index.find([value]))) };
    const values = perField.flatMap((found) => (found?.length === 1 ? found : []));
    if (values.length === perField.length) return { kind: 'index', candidates: [...index.find(values)] };
  }
  return { kind: 'scan', candidates: collection.documents() };
}

function distinctDocuments(lists: readonly Iterable<StoredDocument | undefined>[]): StoredDocument[] {
  const found = new Set<StoredDocument>();
  for (const list of lists) for (const document of list) if (document !== undefined) found.add(document);
  return [...found];
}

/** Paths that the filter binds to one of a few values, at its top and within `$and`. */
function fixedValues(filter: Doc): Map<string, Value[]> {
  const fixed = new Map<string, Value[]>();
  for (const [name, operand] of filter) {
    if (name === '$and' && Array.isArray(operand)) {
      for (const part of operand)
        if (isDoc(part))
          for (const [path, values] of fixedValues(part)) if (!fixed.has(path)) fixed.set(path, values);
    } else if (!name.startsWith('$') && !fixed.has(name)) {
      const values = valuesOf(operand);
      if (values !== undefined) fixed.set(name, values);
    }
  }
  return fixed;
}

function valuesOf(operand: Value): Value[] | undefined {
  if (operand instanceof BSONRegExp) return undefined;
  if (!isOperatorDoc(operand)) return [operand];
  const equal = operand.get('$eq');
  if (equal !== undefined) return [equal];
  const among = operand.get('$in');
  return Array.isArray(among) && !among.some((value) => value instanceof BSONRegExp) ? among : undefined;
}
