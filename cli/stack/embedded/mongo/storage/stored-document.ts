import { CommandError } from '../errors.ts';
import { decodeDocument } from '../value/decode.ts';
import { encodeToKeep } from '../value/encode.ts';
import { keyOf } from '../value/key.ts';
import type { Doc, Value } from '../value/value.ts';

/** mongod's limit for one document. */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** mongod's limit. What nests deeper could not be read back from the journal. */
const maxStoredDepth = 180;

/** One version of a document. Never changed: a write makes another one, so readers and snapshots keep what they saw. */
export class StoredDocument {
  readonly bytes: Buffer;
  readonly doc: Doc;
  readonly id: Value;
  /** Equal for equal _id values, whatever their number types. */
  readonly key: string;

  private constructor(bytes: Buffer, doc: Doc) {
    this.bytes = bytes;
    this.doc = doc;
    this.id = doc.get('_id') ?? null;
    this.key = keyOf(this.id);
  }

  /** `doc` must have an _id. Throws BSONObjectTooLarge. */
  static of(doc: Doc): StoredDocument {
    const bytes = encodeToKeep(doc, maxStoredDepth);
    if (bytes.length > maxDocumentBytes)
      throw new CommandError(
        'BSONObjectTooLarge',
        `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${maxDocumentBytes}`,
      );
    return new StoredDocument(bytes, doc);
  }

  static fromBytes(bytes: Buffer): StoredDocument {
    return new StoredDocument(bytes, decodeDocument(bytes));
  }
}
