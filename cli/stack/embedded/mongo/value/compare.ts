import { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { compareNumbers, isNumeric } from './numbers.ts';
import { bsonType, typeOf } from './types.ts';
import { DateTime, Opaque, type Doc, type Value } from './value.ts';

/** MongoDB's order of types (Comparison/Sort Order in its manual); missing counts as null. */
const ranks: Readonly<Record<number, number>> = {
  [bsonType.minKey]: -1,
  [bsonType.undefined]: 0,
  [bsonType.null]: 5,
  [bsonType.double]: 10,
  [bsonType.int32]: 10,
  [bsonType.int64]: 10,
  [bsonType.decimal128]: 10,
  [bsonType.string]: 15,
  [bsonType.symbol]: 15,
  [bsonType.object]: 20,
  [bsonType.array]: 25,
  [bsonType.binary]: 30,
  [bsonType.objectId]: 35,
  [bsonType.bool]: 40,
  [bsonType.date]: 45,
  [bsonType.timestamp]: 47,
  [bsonType.regex]: 50,
  [bsonType.dbPointer]: 55,
  [bsonType.code]: 60,
  [bsonType.codeWithScope]: 65,
  [bsonType.maxKey]: 127,
};

export function typeRank(value: Value): number {
  return ranks[typeOf(value)] ?? 0;
}

/** Total order over all BSON values: negative, zero or positive. Equal means equal for queries and unique keys. */
export function compareValues(a: Value, b: Value): number {
  const byType = typeRank(a) - typeRank(b);
  if (byType !== 0) return byType;
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  const [left, right] = [textOf(a), textOf(b)];
  if (left !== undefined && right !== undefined) return compareText(left, right);
  if (a instanceof Map && b instanceof Map) return compareDocs(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  return compareScalars(a, b);
}

export function equalValues(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof BSONSymbol ? value.value : undefined;
}

/** By code points, which is the order of their UTF-8 bytes: UTF-16 units would put astral characters before U+E000. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return astralLast(left) - astralLast(right);
  }
  return a.length - b.length;
}

function astralLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const next = others.next();
    if (next.done === true) return 1;
    const [otherName, otherValue] = next.value;
    const order =
      typeRank(value) - typeRank(otherValue) ||
      compareText(name, otherName) ||
      compareValues(value, otherValue);
    if (order !== 0) return order;
  }
  return others.next().done === true ? 0 : -1;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareValues(value, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareScalars(a: Value, b: Value): number {
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (a instanceof DateTime && b instanceof DateTime) return compareBigInts(a.ms, b.ms);
  if (a instanceof Timestamp && b instanceof Timestamp) return compareBigInts(a.toBigInt(), b.toBigInt());
  if (a instanceof Binary && b instanceof Binary)
    return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
  if (a instanceof BSONRegExp && b instanceof BSONRegExp)
    return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
  if (a instanceof Code && b instanceof Code) return compareText(a.code, b.code);
  if (a instanceof Opaque && b instanceof Opaque) return Buffer.compare(a.bytes, b.bytes);
  return 0; // null, MinKey, MaxKey: one value each
}

function compareBigInts(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
