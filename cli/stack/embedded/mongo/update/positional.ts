import { CommandError } from '../errors.ts';
import { compileFilter, type Predicate } from '../query/filter.ts';
import { positionOf } from '../query/position.ts';
import { docText } from '../value/shell-text.ts';
import { splitPath, arrayIndex } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';

export type ArrayFilters = ReadonlyMap<string, Predicate>;

/** `arrayFilters` by identifier: each filter speaks of one, as the first component of its paths. */
export function parseArrayFilters(filters: readonly Doc[]): ArrayFilters {
  const byName = new Map<string, Predicate>();
  for (const filter of filters) {
    const names = new Set(identifiersOf(filter));
    const [name] = names;
    if (name === undefined || names.size > 1)
      throw new CommandError(
        'FailedToParse',
        `Error parsing array filter :: caused by :: Expected a single top-level field name in ${docText(filter)}`,
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      throw new CommandError(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    if (byName.has(name))
      throw new CommandError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    byName.set(name, compileFilter(filter));
  }
  return byName;
}

function* identifiersOf(filter: Doc): Generator<string> {
  for (const [name, operand] of filter)
    if (!name.startsWith('$')) yield splitPath(name)[0] ?? name;
    else if (Array.isArray(operand)) for (const part of operand) if (isDoc(part)) yield* identifiersOf(part);
}

/** Identifiers that a path uses as `$[name]`. */
export function identifiersIn(path: string): string[] {
  return splitPath(path).flatMap((component) => /^\$\[(.+)\]$/.exec(component)?.[1] ?? []);
}

/** The document as the filter found it: `$` is a position in it. */
interface Found {
  readonly doc: Doc;
  readonly filter: Doc;
}

/** The concrete paths that a path with `$`, `$[]` and `$[name]` stands for in this document. */
export function expandPath(doc: Doc, path: string, found: Found, arrayFilters: ArrayFilters): string[][] {
  if (!path.includes('$')) return [splitPath(path)];
  let expanded: string[][] = [[]];
  for (const component of splitPath(path)) expanded = expanded.flatMap((prefix) => expand(prefix, component));
  return expanded;

  function expand(prefix: string[], component: string): string[][] {
    if (component === '$') {
      const position = positionOf(found.filter, found.doc, prefix);
      if (position === undefined)
        throw new CommandError(
          'BadValue',
          'The positional operator did not find the match needed from the query.',
        );
      return [[...prefix, String(position)]];
    }
    const name = /^\$\[(.*)\]$/.exec(component)?.[1];
    if (name === undefined) return [[...prefix, component]];
    const matches = name === '' ? () => true : arrayFilters.get(name);
    if (matches === undefined)
      throw new CommandError('BadValue', `No array filter found for identifier '${name}' in path '${path}'`);
    const elements = elementsAt(doc, prefix, path);
    return elements.flatMap((element, at) =>
      matches(new Map([[name, element]])) ? [[...prefix, String(at)]] : [],
    );
  }
}

function elementsAt(doc: Doc, prefix: readonly string[], path: string): readonly Value[] {
  let value: Value | undefined = doc;
  for (const component of prefix) {
    const index = arrayIndex(component);
    if (value instanceof Map) value = value.get(component);
    else value = Array.isArray(value) && index !== undefined ? value[index] : undefined;
  }
  if (value === undefined)
    throw new CommandError(
      'BadValue',
      `The path '${prefix.join('.')}' must exist in the document in order to apply array updates.`,
    );
  if (!Array.isArray(value))
    throw new CommandError(
      'BadValue',
      `Cannot apply array updates to non-array element ${docText(new Map([[path, value]]))}`,
    );
  return value;
}
