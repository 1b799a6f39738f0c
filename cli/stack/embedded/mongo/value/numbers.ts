import { Decimal128, Int32 } from 'bson';
import {
  addDecimals,
  compareDecimals,
  fromDecimal128,
  fromDouble,
  multiplyDecimals,
  toDecimal128,
  type Decimal,
  type DecimalOrSpecial,
} from './decimal.ts';
import type { Value } from './value.ts';

export type Numeric = Int32 | bigint | number | Decimal128;

export function isNumeric(value: Value | undefined): value is Numeric {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Int32 ||
    value instanceof Decimal128
  );
}

/** Exact comparison across the four number types; NaN equals itself and is less than all others, as in MongoDB. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const left = a instanceof Int32 ? a.value : a;
  const right = b instanceof Int32 ? b.value : b;
  if (left instanceof Decimal128 || right instanceof Decimal128)
    return compareExact(exact(left), exact(right));
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1;
  if (Number.isNaN(right)) return 1;
  if (left < right) return -1; // JavaScript compares bigint with number exactly
  return left > right ? 1 : 0;
}

/** The exact decimal value of any number. */
export function exact(value: Numeric): DecimalOrSpecial {
  if (value instanceof Decimal128) return fromDecimal128(value);
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  return fromDouble(value instanceof Int32 ? value.value : value);
}

const specialOrder = { NaN: 0, '-Infinity': 1, Infinity: 3 };

function compareExact(a: DecimalOrSpecial, b: DecimalOrSpecial): number {
  if (typeof a === 'object' && typeof b === 'object') return compareDecimals(a, b);
  return orderOf(a) - orderOf(b);
}

function orderOf(value: DecimalOrSpecial): number {
  return typeof value === 'string' ? specialOrder[value] : 2;
}

/** A sum or product that no BSON number holds exactly; the caller names field and operator. */
export class Inexact extends Error {}

export type Arithmetic = 'add' | 'multiply';

/**
 * MongoDB's result types: int32 widens to int64, a double makes a double, a Decimal128 a Decimal128. Throws Inexact
 * where int64 overflows, and where a Decimal128 would have to be rounded or meets a double.
 */
export function calculate(kind: Arithmetic, a: Numeric, b: Numeric): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimals(kind, a, b);
  const left = a instanceof Int32 ? a.value : a;
  const right = b instanceof Int32 ? b.value : b;
  if (typeof a === 'number' || typeof b === 'number')
    return kind === 'add' ? Number(left) + Number(right) : Number(left) * Number(right);
  const result = kind === 'add' ? BigInt(left) + BigInt(right) : BigInt(left) * BigInt(right);
  if (BigInt.asIntN(64, result) !== result) throw new Inexact('the result does not fit into 64 bits');
  const fits32 = BigInt.asIntN(32, result) === result;
  return a instanceof Int32 && b instanceof Int32 && fits32 ? new Int32(Number(result)) : result;
}

function decimals(kind: Arithmetic, a: Numeric, b: Numeric): Decimal128 {
  if (typeof a === 'number' || typeof b === 'number')
    throw new Inexact('Decimal128 with a double would be rounded, which this document store refuses');
  const result = (kind === 'add' ? addDecimals : multiplyDecimals)(finite(exact(a)), finite(exact(b)));
  const decimal = toDecimal128(result);
  if (decimal === undefined)
    throw new Inexact('the exact result needs more than 34 digits, which this document store refuses');
  return decimal;
}

function finite(value: DecimalOrSpecial): Decimal {
  if (typeof value === 'string')
    throw new Inexact(`Decimal128 ${value} in arithmetic is refused by this document store`);
  return value;
}

/** A plain number for counts, limits and the like; undefined for what is no number. */
export function toNumber(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal128) return Number(value.toString());
  return undefined;
}
