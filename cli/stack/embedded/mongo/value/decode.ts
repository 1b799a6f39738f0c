import {
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
import { MalformedBson } from './malformed.ts';
import { bsonType } from './types.ts';
import { DateTime, Opaque, type Doc, type Value } from './value.ts';

/** Keeps a hostile document from exhausting the stack; stored documents nest less, and commands carry them. */
const maxDepth = 200;

/** Reads one BSON document (bsonspec.org, version 1.1). The bytes must hold exactly that document. Throws MalformedBson. */
export function decodeDocument(bytes: Buffer): Doc {
  const reader = new Reader(bytes);
  const doc = reader.document(0);
  if (reader.position !== bytes.length)
    throw new MalformedBson(`${bytes.length - reader.position} bytes after the document`);
  return doc;
}

class Reader {
  readonly #bytes: Buffer;
  position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  document(depth: number): Doc {
    const doc: Doc = new Map();
    this.#elements(depth, (name, value) => doc.set(name, value));
    return doc;
  }

  #elements(depth: number, take: (name: string, value: Value) => void): void {
    if (depth > maxDepth) throw new MalformedBson(`nested deeper than ${maxDepth} levels`);
    const start = this.position;
    const length = this.#int32();
    const end = start + length;
    if (length < 5 || end > this.#bytes.length)
      throw new MalformedBson(`document length ${length} at ${start}`);
    for (;;) {
      const type = this.#byte();
      if (type === 0) break;
      const name = this.#cstring();
      take(name, this.#value(type, depth));
      if (this.position >= end) throw new MalformedBson(`element '${name}' runs over its document`);
    }
    if (this.position !== end) throw new MalformedBson(`document at ${start} ends early`);
  }

  #value(type: number, depth: number): Value {
    switch (type) {
      case bsonType.double:
        return this.#bytes.readDoubleLE(this.#take(8));
      case bsonType.string:
        return this.#string();
      case bsonType.object:
        return this.document(depth + 1);
      case bsonType.array: {
        const values: Value[] = [];
        this.#elements(depth + 1, (_, value) => values.push(value));
        return values;
      }
      case bsonType.binary:
        return this.#binary();
      case bsonType.objectId:
        return new ObjectId(this.#copy(12));
      case bsonType.bool:
        return this.#bool();
      case bsonType.date:
        return new DateTime(this.#bytes.readBigInt64LE(this.#take(8)));
      case bsonType.null:
        return null;
      case bsonType.regex:
        return this.#regex();
      case bsonType.code:
        return new Code(this.#string());
      case bsonType.symbol:
        return new BSONSymbol(this.#string());
      case bsonType.int32:
        return new Int32(this.#int32());
      case bsonType.timestamp:
        return new Timestamp(this.#bytes.readBigUInt64LE(this.#take(8)));
      case bsonType.int64:
        return this.#bytes.readBigInt64LE(this.#take(8));
      case bsonType.decimal128:
        return new Decimal128(this.#copy(16));
      case bsonType.minKey:
        return new MinKey();
      case bsonType.maxKey:
        return new MaxKey();
      default:
        return this.#opaque(type, depth);
    }
  }

  #opaque(type: number, depth: number): Opaque {
    const start = this.position;
    if (type === bsonType.dbPointer) {
      this.#string();
      this.#take(12);
    } else if (type === bsonType.codeWithScope) {
      const end = start + this.#int32();
      this.#string();
      this.document(depth + 1);
      if (this.position !== end) throw new MalformedBson('code with scope of a wrong length');
    } else if (type !== bsonType.undefined) throw new MalformedBson(`type 0x${type.toString(16)} is unknown`);
    return new Opaque(type, copyOf(this.#bytes.subarray(start, this.position)));
  }

  #binary(): Binary {
    const length = this.#int32();
    const subtype = this.#byte();
    if (length < 0) throw new MalformedBson(`binary length ${length}`);
    return new Binary(this.#copy(length), subtype);
  }

  #regex(): BSONRegExp {
    const pattern = this.#cstring();
    const options = this.#cstring();
    if (!/^[imlsxu]*$/.test(options)) throw new MalformedBson(`regular expression options '${options}'`);
    const regex = new BSONRegExp(pattern, options);
    regex.options = options; // the constructor sorts them
    return regex;
  }

  #bool(): boolean {
    const byte = this.#byte();
    if (byte > 1) throw new MalformedBson(`boolean ${byte}`);
    return byte === 1;
  }

  #string(): string {
    const length = this.#int32();
    if (length < 1) throw new MalformedBson(`string length ${length}`);
    const start = this.#take(length);
    if (this.#bytes[start + length - 1] !== 0) throw new MalformedBson('string without its end');
    return this.#text(start, start + length - 1);
  }

  #cstring(): string {
    const start = this.position;
    const end = this.#bytes.indexOf(0, start);
    if (end < 0) throw new MalformedBson('name without its end');
    this.position = end + 1;
    return this.#text(start, end);
  }

  #text(start: number, end: number): string {
    const text = this.#bytes.toString('utf8', start, end);
    // A replacement character stands for itself or for bytes that are no UTF-8, which could not be written back.
    if (text.includes('\uFFFD') && Buffer.compare(Buffer.from(text), this.#bytes.subarray(start, end)) !== 0)
      throw new MalformedBson('text that is no UTF-8');
    return text;
  }

  #int32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  #byte(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  #copy(length: number): Buffer {
    const start = this.#take(length);
    return copyOf(this.#bytes.subarray(start, start + length));
  }

  #take(length: number): number {
    const start = this.position;
    if (start + length > this.#bytes.length)
      throw new MalformedBson(`${length} bytes wanted at ${start}, the end is nearer`);
    this.position = start + length;
    return start;
  }
}

/** So that a small value keeps neither the network buffer alive, nor, as Buffer.from would, 8 KB that it shares. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.alloc(bytes.length);
  bytes.copy(copy);
  return copy;
}
