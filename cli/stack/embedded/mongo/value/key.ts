import { BSONSymbol, Decimal128, Int32, ObjectId } from 'bson';
import { encodeDocument } from './encode.ts';
import { fromDecimal128, fromDouble, normalized } from './decimal.ts';
import { typeOf } from './types.ts';
import type { Doc, Value } from './value.ts';

/** A string that two values share exactly when compareValues calls them equal: the key of every hash map here. */
export function keyOf(value: Value): string {
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (value instanceof Int32) return `n${value.value}`;
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return doubleKey(value);
  if (value instanceof Decimal128) return decimalKey(value);
  if (value === null) return 'z';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Map) return docKey(value);
  if (Array.isArray(value)) return `a${value.length}[${value.map(keyOf).join(',')}]`;
  return scalarKey(value);
}

function doubleKey(value: number): string {
  if (Number.isInteger(value)) return `n${BigInt(value)}`;
  return `d${value}`;
}

function decimalKey(value: Decimal128): string {
  const decimal = fromDecimal128(value);
  if (typeof decimal === 'string') return `d${decimal}`;
  const { coefficient, exponent } = normalized(decimal);
  if (exponent >= 0 && exponent <= 400) return `n${coefficient * 10n ** BigInt(exponent)}`;
  const double = Number(`${coefficient}e${exponent}`);
  const asDouble = fromDouble(double);
  if (typeof asDouble === 'object') {
    const same = normalized(asDouble);
    if (same.coefficient === coefficient && same.exponent === exponent) return doubleKey(double);
  }
  return `D${coefficient}e${exponent}`;
}

function docKey(doc: Doc): string {
  let key = `{${doc.size}`;
  for (const [name, value] of doc) key += `${name.length}:${name}=${keyOf(value)}`;
  return `${key}}`;
}

/** The rest by their bytes; a symbol is equal to the string of its text. */
function scalarKey(value: Value): string {
  if (value instanceof BSONSymbol) return keyOf(value.value);
  return `b${typeOf(value)}:${encodeDocument(new Map([['', value]])).toString('latin1', 6)}`;
}
