import { Decimal128, Int32 } from 'bson';
import { expect, test } from 'vitest';
import { calculate, Inexact, type Numeric } from './numbers.ts';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

test.each<[string, Numeric, Numeric, Numeric]>([
  ['int32 stays int32', new Int32(1), new Int32(2), new Int32(3)],
  ['int32 widens where it must', new Int32(2147483647), new Int32(1), 2147483648n],
  ['int64 stays int64', 1n, new Int32(2), 3n],
  ['int64 is exact beyond 2^53', 9007199254740993n, 1n, 9007199254740994n],
  ['a double makes a double', 1, new Int32(2), 3],
  ['Decimal128 is exact', decimal('0.10'), decimal('0.20'), decimal('0.30')],
  ['Decimal128 takes integers', decimal('0.10'), 1n, decimal('1.10')],
])('%s', (_, a, b, sum) => {
  expect(calculate('add', a, b)).toEqual(sum);
});

test('products keep the same rules', () => {
  expect(calculate('multiply', new Int32(65536), new Int32(65536))).toBe(4294967296n);
  expect(calculate('multiply', decimal('1.5'), new Int32(2))).toEqual(decimal('3.0'));
});

test.each<[string, Numeric, Numeric]>([
  ['int64 that overflows', 2n ** 63n - 1n, 1n],
  ['Decimal128 with a double', decimal('0.1'), 0.1],
  ['Decimal128 beyond 34 digits', decimal('1E33'), decimal('1E-5')],
])('%s is refused', (_, a, b) => {
  expect(() => calculate('add', a, b)).toThrow(Inexact);
});
