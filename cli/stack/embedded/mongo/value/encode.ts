import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Int32, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.ts';
import { typeOf } from './types.ts';
import { DateTime, Opaque, RawDoc, type Doc, type Value } from './value.ts';

/** What the decoder takes. */
const mostDepth = 200;

/** One BSON document, the inverse of decodeDocument. Throws CommandError where it nests deeper than `maxDepth`. */
export function encodeDocument(doc: Doc, maxDepth = mostDepth): Buffer {
  return Buffer.from(encoded(doc, maxDepth));
}

/**
 * The same for bytes that are kept: in memory of their own, as small Buffers come from slabs of 8 KB that live as long as
 * any one of them.
 */
export function encodeToKeep(doc: Doc, maxDepth: number): Buffer {
  const bytes = encoded(doc, maxDepth);
  const kept = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(kept);
  return kept;
}

/** A view of the scratch, good until something else is encoded. */
function encoded(doc: Doc, maxDepth: number): Buffer {
  if (scratch.length > keptScratch) scratch = Buffer.allocUnsafeSlow(64 * 1024);
  const writer = new Writer(maxDepth);
  writer.document(doc);
  return writer.written();
}

let scratch = Buffer.allocUnsafeSlow(64 * 1024);
const keptScratch = 1024 * 1024;

class Writer {
  readonly #maxDepth: number;
  #depth = 0;
  #at = 0;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  written(): Buffer {
    return scratch.subarray(0, this.#at);
  }

  document(doc: Doc): void {
    const start = this.#open();
    for (const [name, value] of doc) this.#element(name, value);
    this.#close(start);
  }

  #array(values: readonly Value[]): void {
    const start = this.#open();
    for (const [index, value] of values.entries()) this.#element(String(index), value);
    this.#close(start);
  }

  #open(): number {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth + 1)
      throw new CommandError('Overflow', `documents may nest ${this.#maxDepth} levels deep, no more`);
    return this.#reserve(4);
  }

  #close(start: number): void {
    this.#depth -= 1;
    scratch.writeUInt8(0, this.#reserve(1));
    scratch.writeInt32LE(this.#at - start, start);
  }

  #element(name: string, value: Value): void {
    scratch.writeUInt8(typeOf(value), this.#reserve(1));
    this.#cstring(name);
    this.#value(value);
  }

  #value(value: Value): void {
    if (typeof value === 'string') this.#string(value);
    else if (typeof value === 'number') scratch.writeDoubleLE(value, this.#reserve(8));
    else if (typeof value === 'bigint') scratch.writeBigInt64LE(value, this.#reserve(8));
    else if (typeof value === 'boolean') scratch.writeUInt8(value ? 1 : 0, this.#reserve(1));
    else if (value === null) return;
    else if (value instanceof Map) this.document(value);
    else if (Array.isArray(value)) this.#array(value);
    else if (value instanceof Int32) scratch.writeInt32LE(value.value, this.#reserve(4));
    else this.#scalarObject(value);
  }

  #scalarObject(value: Exclude<Extract<Value, object>, Doc | Value[] | Int32>): void {
    if (value instanceof ObjectId) this.#bytes(value.id);
    else if (value instanceof DateTime) scratch.writeBigInt64LE(value.ms, this.#reserve(8));
    else if (value instanceof Timestamp) scratch.writeBigUInt64LE(value.toBigInt(), this.#reserve(8));
    else if (value instanceof Decimal128) this.#bytes(value.bytes);
    else if (value instanceof RawDoc || value instanceof Opaque) this.#bytes(value.bytes);
    else if (value instanceof Binary) this.#binary(value);
    else if (value instanceof BSONRegExp) {
      this.#cstring(value.pattern);
      this.#cstring(value.options);
    } else if (value instanceof BSONSymbol) this.#string(value.value);
    else if (value instanceof Code) this.#string(value.code);
  }

  #binary(value: Binary): void {
    const bytes = value.value();
    scratch.writeInt32LE(bytes.length, this.#reserve(4));
    scratch.writeUInt8(value.sub_type, this.#reserve(1));
    this.#bytes(bytes);
  }

  #string(text: string): void {
    const length = Buffer.byteLength(text);
    scratch.writeInt32LE(length + 1, this.#reserve(4));
    this.#text(text, length);
  }

  #cstring(text: string): void {
    if (text.includes('\0'))
      throw new CommandError('BadValue', `'${text}' has a null byte, which no name or pattern may have`);
    this.#text(text, Buffer.byteLength(text));
  }

  #text(text: string, length: number): void {
    const at = this.#reserve(length + 1);
    scratch.write(text, at, 'utf8');
    scratch[at + length] = 0;
  }

  #bytes(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    scratch.set(bytes, at);
  }

  #reserve(length: number): number {
    const at = this.#at;
    this.#at += length;
    if (this.#at > scratch.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#at, scratch.length * 2));
      scratch.copy(larger, 0, 0, at);
      scratch = larger;
    }
    return at;
  }
}
