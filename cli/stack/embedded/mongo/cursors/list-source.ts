import { RawDoc, type Value } from '../value/value.ts';
import type { Batch, BatchRequest, Source } from './cursors.ts';

/** Bytes of documents in one reply; the rest of a message is far below its own limit of 48 MB. */
const maxBatchBytes = 16 * 1024 * 1024;

/** A result that is known as a whole: versions of documents as they were when it was asked for. */
export class ListSource implements Source {
  readonly #docs: readonly RawDoc[];
  #at = 0;

  constructor(docs: readonly RawDoc[]) {
    this.#docs = docs;
  }

  next({ size }: Pick<BatchRequest, 'size'>): Batch {
    const docs: Value[] = [];
    let bytes = 0;
    for (let doc = this.#docs[this.#at]; doc !== undefined; doc = this.#docs[this.#at]) {
      if (docs.length === size || (docs.length > 0 && bytes + doc.bytes.length > maxBatchBytes)) break;
      docs.push(doc);
      bytes += doc.bytes.length;
      this.#at += 1;
    }
    return { docs, exhausted: this.#at >= this.#docs.length };
  }
}
