import { Int32 } from 'bson';
import { typeOf } from '../value/types.ts';
import { equalValues } from '../value/compare.ts';
import { docOf, isDoc, type Doc, type Value } from '../value/value.ts';

/** The `updateDescription` of a change event: dotted paths, arrays element by element where they did not shrink. */
export function describeUpdate(before: Doc, after: Doc): Doc {
  const found: Found = { updated: new Map(), removed: [], truncated: [] };
  diffDocs(before, after, '', found);
  return docOf({
    updatedFields: found.updated,
    removedFields: found.removed,
    truncatedArrays: found.truncated,
  });
}

interface Found {
  readonly updated: Doc;
  readonly removed: Value[];
  readonly truncated: Value[];
}

function diffDocs(before: Doc, after: Doc, prefix: string, found: Found): void {
  for (const [name, value] of after) diffValue(before.get(name), value, prefix + name, found);
  for (const name of before.keys()) if (!after.has(name)) found.removed.push(prefix + name);
}

function diffValue(before: Value | undefined, after: Value, path: string, found: Found): void {
  if (before === after) return; // shared by copy on write
  if (isDoc(before) && isDoc(after)) diffDocs(before, after, `${path}.`, found);
  else if (Array.isArray(before) && Array.isArray(after) && before.length > 0)
    diffArrays(before, after, path, found);
  else if (before === undefined || typeOf(before) !== typeOf(after) || !equalValues(before, after))
    found.updated.set(path, after);
}

function diffArrays(before: readonly Value[], after: readonly Value[], path: string, found: Found): void {
  if (after.length < before.length)
    found.truncated.push(docOf({ field: path, newSize: new Int32(after.length) }));
  for (const [index, value] of after.entries()) diffValue(before[index], value, `${path}.${index}`, found);
}
