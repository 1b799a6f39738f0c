import { CommandError } from '../errors.ts';
import { keyOf } from '../value/key.ts';
import { splitPath, valuesAt } from '../value/paths.ts';
import type { Doc, Value } from '../value/value.ts';
import { indexSpecToDoc, type IndexSpec } from './index-spec.ts';
import { docText } from '../value/shell-text.ts';
import type { StoredDocument } from './stored-document.ts';

/** Documents by the values of one or more fields. Arrays have an entry for each element, and one for the whole. */
export class HashIndex {
  readonly spec: IndexSpec;
  readonly #paths: readonly string[][];
  readonly #entries = new Map<string, Set<StoredDocument>>();

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.#paths = spec.fields.map(splitPath);
  }

  /** True where every document of the collection is in here, so that a search may trust it. */
  get complete(): boolean {
    return !this.spec.sparse && this.spec.partial === undefined;
  }

  /** All documents that hold these values (one per field), and perhaps some that do not. */
  find(values: readonly Value[]): Iterable<StoredDocument> {
    return this.#entries.get(values.map(keyOf).join('|')) ?? [];
  }

  /** Throws DuplicateKey where `doc` would break uniqueness; `replaced` is about to leave. */
  check(doc: Doc, replaced: StoredDocument | undefined, namespace: string): void {
    if (!this.spec.unique) return;
    for (const { key, values } of this.#keys(doc)) {
      for (const holder of this.#entries.get(key) ?? [])
        if (holder !== replaced) throw this.#duplicate(values, namespace);
    }
  }

  add(document: StoredDocument): void {
    for (const { key } of this.#keys(document.doc)) {
      const holders = this.#entries.get(key);
      if (holders === undefined) this.#entries.set(key, new Set([document]));
      else holders.add(document);
    }
  }

  remove(document: StoredDocument): void {
    for (const { key } of this.#keys(document.doc)) {
      const holders = this.#entries.get(key);
      holders?.delete(document);
      if (holders?.size === 0) this.#entries.delete(key);
    }
  }

  toDoc(): Doc {
    return indexSpecToDoc(this.spec);
  }

  #keys(doc: Doc): { key: string; values: Value[] }[] {
    if (!this.spec.covers(doc)) return [];
    const perField = this.#paths.map((path) => valuesAt(doc, path));
    if (this.spec.sparse && perField.every((values) => values.every((value) => value === undefined)))
      return [];
    let combinations: { key: string; values: Value[] }[] = [{ key: '', values: [] }];
    for (const values of perField) combinations = extend(combinations, distinct(values));
    return combinations;
  }

  #duplicate(values: readonly Value[], namespace: string): CommandError {
    const keyValue: Doc = new Map(this.spec.fields.map((field, at) => [field, values[at] ?? null]));
    return new CommandError(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${namespace} index: ${this.spec.name} dup key: ${docText(keyValue)}`,
      { keyPattern: this.spec.key, keyValue },
    );
  }
}

type Combination = { key: string; values: Value[] };

function extend(combinations: readonly Combination[], values: ReadonlyMap<string, Value>): Combination[] {
  return combinations.flatMap((before) =>
    [...values].map(([key, value]) => ({
      key: before.values.length === 0 ? key : `${before.key}|${key}`,
      values: [...before.values, value],
    })),
  );
}

/** A missing field is indexed as null. */
function distinct(values: readonly (Value | undefined)[]): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const value of values.length === 0 ? [undefined] : values) {
    if (Array.isArray(value)) for (const element of value) found.set(keyOf(element), element);
    found.set(keyOf(value ?? null), value ?? null);
  }
  return found;
}
