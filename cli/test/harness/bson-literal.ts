import { serialize, type Document } from 'bson';
import { decodeDocument } from '../../stack/embedded/mongo/value/decode.ts';
import type { Doc } from '../../stack/embedded/mongo/value/value.ts';

/** A plain document as the document store holds it, with the types that the driver would send. */
export function bson(plain: Document): Doc {
  return decodeDocument(Buffer.from(serialize(plain, { ignoreUndefined: true })));
}
