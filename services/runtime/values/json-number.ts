import type { LosslessNumber } from 'lossless-json';

/** A JSON number as tram's parseJson gives it: whatever holds it exactly. */
export type JsonNumber = number | bigint | LosslessNumber;

/** value = digits * 10^exponent; `digits` without zeros at either end, `''` for zero. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const shape = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

export function isJsonNumber(value: unknown): value is JsonNumber {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'bigint') return true;
  return typeof value === 'object' && value !== null && 'isLosslessNumber' in value;
}

/** Exact, and safe for exponents of any size; undefined when `text` is no decimal number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const significant = (whole + fraction).replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  return {
    negative: sign === '-',
    digits,
    exponent: Number(exponent) - fraction.length + (significant.length - digits.length),
  };
}

/** Undefined when the number is not whole or has more than `maxDigits` digits. */
export function wholeNumber({ negative, digits, exponent }: Decimal, maxDigits: number): bigint | undefined {
  if (digits === '') return 0n;
  if (exponent < 0 || digits.length + exponent > maxDigits) return undefined;
  const magnitude = BigInt(digits) * 10n ** BigInt(exponent);
  return negative ? -magnitude : magnitude;
}
