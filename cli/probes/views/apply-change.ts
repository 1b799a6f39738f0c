import type { UpdateDescription } from 'mongodb';

export type PlainDocument = Record<string, unknown>;

/**
 * The document after an update, from the one before it and the change stream's description. A looked-up document
 * could be newer than the change it came with, and two changes would then be told as one.
 * Source: change events, `updateDescription`, MongoDB manual.
 */
export function applyChange(before: PlainDocument, change: UpdateDescription): PlainDocument {
  const after = structuredClone(before);
  for (const [path, value] of Object.entries(change.updatedFields ?? {})) setPath(after, path, value);
  for (const path of change.removedFields ?? []) unsetPath(after, path);
  for (const { field, newSize } of change.truncatedArrays ?? []) {
    const array = parentOf(after, field, false)?.[lastOf(field)];
    if (Array.isArray(array)) array.length = newSize;
  }
  return after;
}

function setPath(document: PlainDocument, path: string, value: unknown): void {
  const parent = parentOf(document, path, true);
  if (parent) parent[lastOf(path)] = structuredClone(value);
}

function unsetPath(document: PlainDocument, path: string): void {
  const parent = parentOf(document, path, false);
  if (parent) delete parent[lastOf(path)];
}

function parentOf(document: PlainDocument, path: string, make: boolean): PlainDocument | undefined {
  let at: PlainDocument = document;
  for (const name of path.split('.').slice(0, -1)) {
    if (typeof at[name] !== 'object' || at[name] === null) {
      if (!make) return undefined;
      at[name] = {};
    }
    at = at[name] as PlainDocument;
  }
  return at;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
