import { CommandError } from '../errors.ts';
import { docText } from '../value/shell-text.ts';
import { arrayIndex } from '../value/paths.ts';
import type { Doc, Value } from '../value/value.ts';

/** From the value that is there (undefined: none) to the one that shall be (undefined: none). */
export type Edit = (old: Value | undefined) => Value | undefined;

const maxPadding = 1_500_000;

/**
 * A copy of the document with one path edited. What lies beside the path is shared with the original, which stays as it
 * is. Missing documents on the way are made, unless the edit makes nothing. Throws PathNotViable.
 */
export function editAt(doc: Doc, path: readonly string[], edit: Edit): Doc {
  const edited = editField(doc, path, 0, edit);
  return edited instanceof Map ? edited : doc;
}

function editField(
  container: Value | undefined,
  path: readonly string[],
  at: number,
  edit: Edit,
): Value | undefined {
  const component = path[at];
  if (component === undefined) return edit(container);
  if (container instanceof Map)
    return editDoc(container, component, (old) => editField(old, path, at + 1, edit));
  const index = arrayIndex(component);
  if (Array.isArray(container) && index !== undefined)
    return editArray(container, index, (old) => editField(old, path, at + 1, edit));
  const made = editField(undefined, path, at + 1, edit);
  if (made === undefined) return container;
  if (container === undefined) return new Map([[component, made]]);
  const parent = path[at - 1] ?? '';
  throw new CommandError(
    'PathNotViable',
    `Cannot create field '${component}' in element ${docText(new Map([[parent, container]]))}`,
  );
}

function editDoc(doc: Doc, name: string, edit: Edit): Doc {
  const old = doc.get(name);
  const value = edit(old);
  if (value === old) return doc;
  const copy = new Map(doc);
  if (value === undefined) copy.delete(name);
  else copy.set(name, value);
  return copy;
}

/** An element is never taken out, which would move the others: it becomes null. */
function editArray(array: readonly Value[], index: number, edit: Edit): Value[] {
  const old = array[index];
  const value = edit(old);
  if (value === old) return array as Value[];
  if (index - array.length > maxPadding)
    throw new CommandError('BadValue', `can't backfill more than ${maxPadding} elements`);
  const copy = [...array];
  while (copy.length < index) copy.push(null);
  copy[index] = value ?? null;
  return copy;
}
