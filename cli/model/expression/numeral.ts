import { addDecimals, compareDecimals, formatDecimal, parseDecimal, type Decimal } from '../decimal.ts';

/** Beyond this many digits a number is no amount of anything, and reckoning with it would only cost time. */
const mostDigits = 400;

/** A number of a row, a document or a message with all its digits: what expressions call a `decimal`. */
export class Numeral {
  /** As it was written. */
  readonly text: string;
  readonly value: Decimal;

  constructor(value: Decimal, text = formatDecimal(value)) {
    if (text.length > mostDigits) throw new RangeError(`a number of more than ${mostDigits} digits`);
    this.text = text;
    this.value = value;
  }
}

/** `0012` is a code and `1e5` a name: only what a database would print of a number is taken for one. */
const written = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** The number that a text is; undefined for any other text. */
export function numeralIn(text: string): Numeral | undefined {
  if (text.length > mostDigits || !written.test(text)) return undefined;
  const value = parseDecimal(text);
  return value && new Numeral(value, text);
}

/** Any value as a number: also a text in another form, such as `007`. @throws RangeError for what is none. */
export function toNumeral(value: unknown): Numeral {
  if (value instanceof Numeral) return value;
  const text = typeof value === 'string' ? value : undefined;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const known = text ?? (isNumber ? String(value) : undefined);
  const decimal = known !== undefined && known.length <= mostDigits ? parseDecimal(known) : undefined;
  if (!decimal) throw new RangeError(`${known === undefined ? 'this' : JSON.stringify(known)} is no number`);
  return new Numeral(decimal);
}

export function plus(left: unknown, right: unknown): Numeral {
  return new Numeral(addDecimals(toNumeral(left).value, toNumeral(right).value));
}

export function minus(left: unknown, right: unknown): Numeral {
  return plus(left, negative(right));
}

export function times(left: unknown, right: unknown): Numeral {
  const [a, b] = [toNumeral(left).value, toNumeral(right).value];
  return new Numeral({ digits: a.digits * b.digits, scale: a.scale + b.scale });
}

export function negative(of: unknown): Numeral {
  const { digits, scale } = toNumeral(of).value;
  return new Numeral({ digits: -digits, scale });
}

/** Negative, zero or positive, as `left` is less than, equal to or greater than `right`. @throws RangeError for what is no number. */
export function compareNumerals(left: unknown, right: unknown): number {
  return compareDecimals(toNumeral(left).value, toNumeral(right).value);
}

/** All of them added up; null counts as nothing. */
export function total(values: readonly unknown[]): Numeral {
  return values
    .filter((value) => value !== null)
    .reduce((sum: Numeral, value) => plus(sum, value), toNumeral(0));
}
