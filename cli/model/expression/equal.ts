import { compareNumerals, Numeral, numeralIn } from './numeral.ts';

/** A value within a value costs a step. */
export type Spend = (steps: number) => void;

const bytesPerStep = 16;

/**
 * Whether two values are the same. A number equals a number of any type, and a text that is written as that number; a
 * truth value equals the texts that are written for it; two such texts are texts, and the same only where they are alike.
 */
export function isEqual(left: unknown, right: unknown, spend: Spend): boolean {
  spend(1);
  if (left === right) return true;
  if (left instanceof Numeral) return equalsNumeral(left, right);
  if (right instanceof Numeral) return equalsNumeral(right, left);
  if (typeof left === 'boolean' && typeof right === 'string') return isTextOf(left, right);
  if (typeof right === 'boolean' && typeof left === 'string') return isTextOf(right, left);
  if (typeof left !== 'object' || typeof right !== 'object') {
    // A bigint and a double: CEL compares numbers by value.
    return isNumber(left) && isNumber(right) && compareNumerals(left, right) === 0;
  }
  return left !== null && right !== null && isSameObject(left, right, spend);
}

function isSameObject(left: object, right: object, spend: Spend): boolean {
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const kind: unknown = Object.getPrototypeOf(left);
  if (kind !== Object.getPrototypeOf(right)) return false;
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    spend(Math.floor(left.length / bytesPerStep));
    return Buffer.compare(left, right) === 0;
  }
  // Points in time and lengths of it.
  if (kind !== Object.prototype && !Array.isArray(left)) return left.valueOf() === right.valueOf();
  const [names, others] = [Object.keys(left), Object.keys(right)];
  if (names.length !== others.length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && isEqual(Reflect.get(left, name), Reflect.get(right, name), spend),
  );
}

function equalsNumeral(numeral: Numeral, other: unknown): boolean {
  if (typeof other === 'string') {
    const written = numeralIn(other);
    return numeral.text === other || (written !== undefined && compareNumerals(numeral, written) === 0);
  }
  return (isNumber(other) || other instanceof Numeral) && compareNumerals(numeral, other) === 0;
}

function isNumber(value: unknown): boolean {
  return (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'bigint';
}

/** A boolean column has `t` and `f`, in the stream of changes and in what is read; `true` and `false` are what a text has that somebody wrote. */
function isTextOf(value: boolean, text: string): boolean {
  return text === String(value) || text === (value ? 't' : 'f');
}
