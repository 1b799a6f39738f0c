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
import { DateTime, Opaque, type Value } from './value.ts';

/** Element types of bsonspec.org. */
export const bsonType = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  bool: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  dbPointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal128: 0x13,
  maxKey: 0x7f,
  minKey: 0xff,
} as const;

/** Names that `$type` takes and error texts use. */
export const typeNames: Readonly<Record<number, string>> = {
  [bsonType.double]: 'double',
  [bsonType.string]: 'string',
  [bsonType.object]: 'object',
  [bsonType.array]: 'array',
  [bsonType.binary]: 'binData',
  [bsonType.undefined]: 'undefined',
  [bsonType.objectId]: 'objectId',
  [bsonType.bool]: 'bool',
  [bsonType.date]: 'date',
  [bsonType.null]: 'null',
  [bsonType.regex]: 'regex',
  [bsonType.dbPointer]: 'dbPointer',
  [bsonType.code]: 'javascript',
  [bsonType.symbol]: 'symbol',
  [bsonType.codeWithScope]: 'javascriptWithScope',
  [bsonType.int32]: 'int',
  [bsonType.timestamp]: 'timestamp',
  [bsonType.int64]: 'long',
  [bsonType.decimal128]: 'decimal',
  [bsonType.maxKey]: 'maxKey',
  [bsonType.minKey]: 'minKey',
};

export function typeOf(value: Value): number {
  if (typeof value === 'string') return bsonType.string;
  if (typeof value === 'number') return bsonType.double;
  if (typeof value === 'bigint') return bsonType.int64;
  if (typeof value === 'boolean') return bsonType.bool;
  return value === null ? bsonType.null : typeOfObject(value);
}

export function typeName(value: Value): string {
  return typeNames[typeOf(value)] ?? 'unknown';
}

function typeOfObject(value: Extract<Value, object>): number {
  if (value instanceof Map) return bsonType.object;
  if (Array.isArray(value)) return bsonType.array;
  if (value instanceof Int32) return bsonType.int32;
  if (value instanceof ObjectId) return bsonType.objectId;
  if (value instanceof DateTime) return bsonType.date;
  if (value instanceof Timestamp) return bsonType.timestamp;
  if (value instanceof Decimal128) return bsonType.decimal128;
  if (value instanceof Binary) return bsonType.binary;
  if (value instanceof BSONRegExp) return bsonType.regex;
  if (value instanceof Opaque) return value.type;
  if (value instanceof BSONSymbol) return bsonType.symbol;
  if (value instanceof Code) return bsonType.code;
  if (value instanceof MinKey) return bsonType.minKey;
  if (value instanceof MaxKey) return bsonType.maxKey;
  return bsonType.object;
}
