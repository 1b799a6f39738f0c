import { LosslessNumber } from 'lossless-json';
import { compareDecimals, parseDecimal } from '../decimal.ts';

/** One place where two documents are not the same; undefined where there is nothing. */
export interface Difference {
  /** Dotted. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Compares by value: a number equals a number of any type, and a text of the same value (int64, Decimal128, an id).
 * Null and absent are the same.
 */
export function differences(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (isTree(expected) && isTree(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) =>
      differences(inside(expected, name), inside(actual, name), path === '' ? name : `${path}.${name}`),
    );
  }
  return isEqual(expected ?? undefined, actual ?? undefined) ? [] : [{ path, expected, actual }];
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !(value instanceof LosslessNumber);
}

function inside(tree: Tree, name: string): unknown {
  return Object.hasOwn(tree, name) ? tree[name] : undefined;
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  // Two texts are numbers only if they look alike: "007" is not "7".
  if (typeof left === 'string' && typeof right === 'string') return false;
  const [a, b] = [numberOf(left), numberOf(right)];
  return a !== undefined && b !== undefined && compareDecimals(a, b) === 0;
}

function numberOf(value: unknown) {
  if (value instanceof LosslessNumber) return parseDecimal(value.value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string')
    return parseDecimal(String(value));
  return undefined;
}

/** A value in a proof. */
export function printed(value: unknown): string {
  if (value === undefined) return 'nothing';
  return (
    JSON.stringify(value, (_, inner: unknown) => {
      if (inner instanceof LosslessNumber) return inner.value;
      return typeof inner === 'bigint' ? String(inner) : inner;
    }) ?? 'nothing'
  );
}
