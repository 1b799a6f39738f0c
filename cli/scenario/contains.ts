import { stringify } from 'lossless-json';
import { isDecimalText, isScalar, numberText, sameNumber } from './scalar.ts';

export interface ContainsOptions {
  /** A database's text of a number counts as that number: numeric(19,2) and Decimal128 arrive as text. */
  readonly numbersAsText?: boolean;
}

/**
 * Undefined when `actual` contains `expected`: named fields hold, others may be anything; lists match item by item.
 * Else the first difference, as `$.path: expected x, got y`.
 */
export function difference(
  expected: unknown,
  actual: unknown,
  options: ContainsOptions = {},
  at = '$',
): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return differs(at, expected, actual);
    if (actual.length !== expected.length)
      return `${at}: expected ${expected.length} items, got ${actual.length}`;
    return first(expected, (item, index) => difference(item, actual[index], options, `${at}[${index}]`));
  }
  if (isScalar(expected))
    return sameScalar(expected, actual, options) ? undefined : differs(at, expected, actual);
  if (typeof expected !== 'object' || expected === null) return differs(at, expected, actual);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
    return differs(at, expected, actual);
  return first(Object.entries(expected), ([field, value]) =>
    difference(value, Reflect.get(actual, field), options, `${at}.${field}`),
  );
}

function sameScalar(expected: unknown, actual: unknown, { numbersAsText = false }: ContainsOptions): boolean {
  const wanted = numberText(expected);
  if (wanted === undefined) return expected === actual;
  const digits =
    numberText(actual) ??
    (numbersAsText && typeof actual === 'string' && isDecimalText(actual) ? actual : undefined);
  return digits !== undefined && sameNumber(wanted, digits);
}

function first<T>(
  items: readonly T[],
  look: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function differs(at: string, expected: unknown, actual: unknown): string {
  return `${at}: expected ${show(expected)}, got ${show(actual)}`;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : (stringify(value) ?? typeof value);
}
