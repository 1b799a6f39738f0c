import type { Doc, Value } from './value.ts';

export function splitPath(path: string): string[] {
  return path.split('.');
}

/** An array index written as a path component; undefined for anything else. */
export function arrayIndex(component: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(component) ? Number(component) : undefined;
}

/**
 * All values that a dotted path reaches, through arrays as MongoDB's queries go; undefined stands for "missing here".
 * The last value is not unfolded when it is an array.
 */
export function valuesAt(doc: Doc, path: readonly string[]): (Value | undefined)[] {
  const found: (Value | undefined)[] = [];
  collect(doc, path, 0, found);
  return found;
}

function collect(
  value: Value | undefined,
  path: readonly string[],
  at: number,
  found: (Value | undefined)[],
): void {
  const component = path[at];
  if (component === undefined) {
    found.push(value);
  } else if (value instanceof Map) {
    collect(value.get(component), path, at + 1, found);
  } else if (Array.isArray(value)) {
    const index = arrayIndex(component);
    if (index !== undefined && index < value.length) collect(value[index], path, at + 1, found);
    for (const element of value) if (element instanceof Map) collect(element, path, at, found);
  } else {
    found.push(undefined);
  }
}

/** The value at a path of plain fields, arrays not entered; undefined where there is none. */
export function valueAt(doc: Doc, path: readonly string[]): Value | undefined {
  let value: Value | undefined = doc;
  for (const component of path) {
    if (!(value instanceof Map)) return undefined;
    value = value.get(component);
  }
  return value;
}
