import { createHash } from 'node:crypto';
import { BSON, type Document } from 'mongodb';
import type { DocumentFact } from '../../model/observation.ts';
import type { PlainDocument } from './apply-change.ts';
import { idText, plainDocument } from './plain.ts';

/** A document that is not what it was at the look before. */
export type SeenChange = Pick<DocumentFact, 'collection' | 'id' | 'op'> & {
  readonly document: PlainDocument | null;
};

interface Known {
  readonly id: string;
  readonly digest: string;
  /** The last look at which it was there. */
  readonly look: number;
}

/** What the documents of some collections were at the last look: of each its digest, so that many take little memory. */
export class KnownDocuments {
  readonly #byCollection = new Map<string, Map<string, Known>>();

  get size(): number {
    return [...this.#byCollection.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Takes note of a document as this look found it; what changed, if anything. */
  see(collection: string, document: Document, look: number): SeenChange | undefined {
    const documents = this.#documentsOf(collection);
    const id = idText(document['_id']);
    const digest = createHash('sha1').update(BSON.serialize(document)).digest('base64');
    // Not the text of the id: 1 and "1" are two documents.
    const key = BSON.EJSON.stringify({ _id: document['_id'] as unknown }, { relaxed: false });
    const before = documents.get(key);
    documents.set(key, { id, digest, look });
    if (before?.digest === digest) return undefined;
    return { collection, id, op: before ? 'update' : 'insert', document: plainDocument(document) };
  }

  /** After a whole look at a collection: those that were not there any more. */
  forget(collection: string, look: number): SeenChange[] {
    const documents = this.#documentsOf(collection);
    const gone = [...documents].filter(([, known]) => known.look !== look);
    return gone.map(([key, { id }]) => {
      documents.delete(key);
      return { collection, id, op: 'delete', document: null };
    });
  }

  #documentsOf(collection: string): Map<string, Known> {
    const documents = this.#byCollection.get(collection) ?? new Map<string, Known>();
    this.#byCollection.set(collection, documents);
    return documents;
  }
}
