import { Decimal128 } from 'bson';

/** An exact decimal number: coefficient * 10^exponent. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** What a Decimal128 or a double is: an exact number, or one of the special ones. */
export type DecimalOrSpecial = Decimal | 'NaN' | 'Infinity' | '-Infinity';

const bias = 6176;
const maxDigits = 34;

/** IEEE 754-2008 decimal128, binary integer encoding, little endian as in BSON. */
export function fromDecimal128({ bytes }: Decimal128): DecimalOrSpecial {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const low = buffer.readBigUInt64LE(0);
  const high = buffer.readBigUInt64LE(8);
  const negative = high >> 63n === 1n;
  if (((high >> 61n) & 3n) === 3n) {
    const combination = (high >> 58n) & 0x1fn;
    if (combination === 0x1fn) return 'NaN';
    if (combination === 0x1en) return negative ? '-Infinity' : 'Infinity';
    return { coefficient: 0n, exponent: 0 }; // more than 34 digits: not canonical, reads as zero
  }
  const coefficient = ((high & 0x1ffffffffffffn) << 64n) | low;
  return {
    coefficient: negative ? -coefficient : coefficient,
    exponent: Number((high >> 49n) & 0x3fffn) - bias,
  };
}

/** The Decimal128 of exactly this value; undefined where 34 digits cannot hold it. */
export function toDecimal128({ coefficient, exponent }: Decimal): Decimal128 | undefined {
  let [digits, power] = [coefficient, exponent];
  while (digitsOf(digits) > maxDigits && digits % 10n === 0n) [digits, power] = [digits / 10n, power + 1];
  if (digitsOf(digits) > maxDigits) return undefined;
  try {
    return Decimal128.fromString(`${digits}E${power}`);
  } catch {
    return undefined;
  }
}

/** The exact decimal value of a double: every binary fraction has a finite one. */
export function fromDouble(value: number): DecimalOrSpecial {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Number.isInteger(value)) return { coefficient: BigInt(value), exponent: 0 };
  let mantissa = value;
  let shift = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    shift += 1;
  }
  return { coefficient: BigInt(mantissa) * 5n ** BigInt(shift), exponent: -shift };
}

/** The same number without trailing zeros, so that equal numbers look equal. */
export function normalized({ coefficient, exponent }: Decimal): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  let [digits, power] = [coefficient, exponent];
  while (digits % 10n === 0n) [digits, power] = [digits / 10n, power + 1];
  return { coefficient: digits, exponent: power };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, exponent] = aligned(a, b);
  return { coefficient: left + right, exponent };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scale = (of: Decimal): bigint => of.coefficient * 10n ** BigInt(of.exponent - exponent);
  return [scale(a), scale(b), exponent];
}

function digitsOf(coefficient: bigint): number {
  return String(coefficient).replace('-', '').length;
}
