import { Decimal128, Int32, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyNumber, anyValue } from '../../../../test/harness/bson-values.ts';
import { compareValues } from './compare.ts';
import { keyOf } from './key.ts';
import { DateTime, type Value } from './value.ts';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

test('the order is total: antisymmetric and transitive, and a value equals itself', () => {
  const three = fc.tuple(anyValue, anyValue, anyValue);
  fc.assert(
    fc.property(fc.oneof(three, fc.tuple(anyNumber, anyNumber, anyNumber)), ([a, b, c]) => {
      expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) + 0);
      expect(compareValues(a, a)).toBe(0);
      const [low, middle, high] = [a, b, c].sort(compareValues) as [Value, Value, Value];
      expect(compareValues(low, middle)).toBeLessThanOrEqual(0);
      expect(compareValues(middle, high)).toBeLessThanOrEqual(0);
      expect(compareValues(low, high)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('two values have one key exactly when they are equal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(anyNumber, anyNumber), fc.tuple(anyValue, anyValue)), ([a, b]) => {
      expect(keyOf(a) === keyOf(b)).toBe(compareValues(a, b) === 0);
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, Value, Value]>([
  ['int32 and int64', new Int32(1), 1n],
  ['int32 and double', new Int32(1), 1],
  ['int64 and Decimal128', 1n, decimal('1.00')],
  ['a double and the same Decimal128', 0.5, decimal('0.50')],
  ['zero and minus zero', 0, -0],
  ['NaN and NaN', Number.NaN, decimal('NaN')],
])('%s of one value are equal', (_, a, b) => {
  expect(compareValues(a, b)).toBe(0);
  expect(keyOf(a)).toBe(keyOf(b));
});

test.each<[string, Value, Value]>([
  ['int64 beyond 2^53', 2n ** 53n, 2n ** 53n + 1n],
  ['a double and the int64 above it', 2 ** 53, 2n ** 53n + 1n],
  ['a double and the Decimal128 that looks like it', decimal('0.1'), 0.1],
  ['int64 and infinity', 2n ** 63n - 1n, Infinity],
  ['NaN and any number', Number.NaN, -Infinity],
  ['a text and its continuation', 'a', 'ab'],
  ['the last of the basic plane and an astral character', '\uffff', '\u{1f600}'],
  [
    'a document and one with a field more',
    new Map([['a', 1]]),
    new Map([
      ['a', 1],
      ['b', 1],
    ]),
  ],
])('%s are in order', (_, a, b) => {
  expect(compareValues(a, b)).toBeLessThan(0);
});

test('types are in the order of the manual', () => {
  const ordered: Value[] = [
    new MinKey(),
    null,
    5,
    'a',
    new Map([['a', 1]]),
    [1],
    new ObjectId('000000000000000000000001'),
    false,
    new DateTime(0n),
    new Timestamp(0n),
    new MaxKey(),
  ];
  expect(ordered.toReversed().sort(compareValues)).toEqual(ordered);
});
