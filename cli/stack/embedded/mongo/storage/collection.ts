import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { keyOf } from '../value/key.ts';
import { docOf, type Doc, type Value } from '../value/value.ts';
import { namespaceText, type Namespace } from './change.ts';
import { HashIndex } from './hash-index.ts';
import { parseIndexSpec, type IndexSpec } from './index-spec.ts';
import { docText } from '../value/shell-text.ts';
import type { StoredDocument } from './stored-document.ts';

const idKey = docOf({ _id: new Int32(1) });
const idIndex = docOf({ v: new Int32(2), key: idKey, name: '_id_' });

/** The documents of one collection in the order of insertion, with their indexes. */
export class Collection {
  readonly ns: Namespace;
  readonly #documents = new Map<string, StoredDocument>();
  readonly #indexes = new Map<string, HashIndex>();

  constructor(ns: Namespace) {
    this.ns = ns;
  }

  get size(): number {
    return this.#documents.size;
  }

  get indexes(): Iterable<HashIndex> {
    return this.#indexes.values();
  }

  documents(): IterableIterator<StoredDocument> {
    return this.#documents.values();
  }

  byId(id: Value): StoredDocument | undefined {
    return this.#documents.get(keyOf(id));
  }

  /** Throws DuplicateKey where `document`, in the place of `replaced`, would break _id or a unique index. */
  check(document: StoredDocument, replaced?: StoredDocument): void {
    const namespace = namespaceText(this.ns);
    const holder = this.#documents.get(document.key);
    if (holder !== undefined && holder !== replaced)
      throw new CommandError(
        'DuplicateKey',
        `E11000 duplicate key error collection: ${namespace} index: _id_ dup key: ${docText(docOf({ _id: document.id }))}`,
        { keyPattern: idKey, keyValue: docOf({ _id: document.id }) },
      );
    for (const index of this.#indexes.values()) index.check(document.doc, replaced, namespace);
  }

  /** Adds the document, or puts it in the place of the one with the same _id. */
  put(document: StoredDocument): void {
    this.#unindex(document.key);
    this.#documents.set(document.key, document);
    for (const index of this.#indexes.values()) index.add(document);
  }

  remove(id: Value): void {
    const key = keyOf(id);
    this.#unindex(key);
    this.#documents.delete(key);
  }

  index(name: string): HashIndex | undefined {
    return this.#indexes.get(name);
  }

  /** Builds the index. Throws DuplicateKey, without effect, where documents that are there break it. */
  addIndex(spec: IndexSpec): void {
    const index = new HashIndex(spec);
    for (const document of this.#documents.values()) {
      index.check(document.doc, undefined, namespaceText(this.ns));
      index.add(document);
    }
    this.#indexes.set(spec.name, index);
  }

  dropIndex(name: string): void {
    this.#indexes.delete(name);
  }

  /** As listIndexes shows them, the one on _id first. */
  indexDocs(): Doc[] {
    return [idIndex, ...[...this.#indexes.values()].map((index) => index.toDoc())];
  }

  addIndexFromDoc(doc: Doc): void {
    this.addIndex(parseIndexSpec(doc));
  }

  #unindex(key: string): void {
    const before = this.#documents.get(key);
    if (before !== undefined) for (const index of this.#indexes.values()) index.remove(before);
  }
}
