import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Int32,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/**
 * A document as ordered pairs. A Map, because a plain object would reorder keys that look like integers, and what is
 * stored must be read back byte by byte.
 */
export type Doc = Map<string, Value>;

/** BSON values with their exact type: `number` is a double, `bigint` an int64. */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Int32
  | Decimal128
  | DateTime
  | Timestamp
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | MinKey
  | MaxKey
  | Opaque
  | RawDoc
  | Doc
  | Value[];

/** A BSON date: milliseconds since the epoch, wider than a JavaScript Date holds. */
export class DateTime {
  readonly ms: bigint;

  constructor(ms: bigint) {
    this.ms = ms;
  }

  static now(): DateTime {
    return new DateTime(BigInt(Date.now()));
  }
}

/** A value of a deprecated type (undefined, DBPointer, code with scope), carried along as its bytes. */
export class Opaque {
  readonly type: number;
  readonly bytes: Buffer;

  constructor(type: number, bytes: Buffer) {
    this.type = type;
    this.bytes = bytes;
  }
}

/** A document that is already encoded: replies carry stored documents without decoding them. */
export class RawDoc {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

export function isDoc(value: Value | undefined): value is Doc {
  return value instanceof Map;
}

/** A document from a literal whose keys do not look like integers. */
export function docOf(fields: Readonly<Record<string, Value | undefined>>): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) doc.set(name, value);
  return doc;
}
