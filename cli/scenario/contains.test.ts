import { LosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { difference } from './contains.ts';

test.each<[unknown, unknown]>([
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2, d: 3 }] } }],
  [9223372036854775807n, 9223372036854775807n],
  [40, new LosslessNumber('40.00')],
  [null, null],
  [{}, { anything: true }],
])('what is expected is contained: %o in %o', (expected, actual) => {
  expect(difference(expected, actual)).toBeUndefined();
});

test.each<[unknown, unknown, string]>([
  [{ a: 1 }, { a: 2 }, '$.a: expected 1, got 2'],
  [{ a: 1 }, {}, '$.a: expected 1, got nothing'],
  [{ a: 1 }, null, '$: expected {"a":1}, got null'],
  [[1], [1, 2], '$: expected 1 items, got 2'],
  [{ a: [{ b: 'x' }] }, { a: [{ b: 'y' }] }, '$.a[0].b: expected "x", got "y"'],
  ['1', 1, '$: expected "1", got 1'],
  [1, '1', '$: expected 1, got "1"'],
  [9223372036854775807n, 9223372036854775806n, '$: expected 9223372036854775807, got 9223372036854775806'],
  [null, undefined, '$: expected null, got nothing'],
])('what is expected is not contained: %o in %o', (expected, actual, told) => {
  expect(difference(expected, actual)).toBe(told);
});

test('the text of a number counts as the number where a database prints it so', () => {
  expect(difference({ amount: 12.34 }, { amount: '12.340' }, { numbersAsText: true })).toBeUndefined();
  expect(difference({ amount: 12.34 }, { amount: '12.35' }, { numbersAsText: true })).toBe(
    '$.amount: expected 12.34, got "12.35"',
  );
  expect(difference({ amount: 0 }, { amount: '' }, { numbersAsText: true })).toBeDefined();
});
