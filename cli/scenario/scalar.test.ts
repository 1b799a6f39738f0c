import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameNumber } from './scalar.ts';

test.each([
  ['40', '40.00', true],
  ['040', '40', true],
  ['-0', '0.0', true],
  ['0.1', '0.10', true],
  ['-1', '1', false],
  ['9223372036854775807', '9223372036854775806', false],
  ['99999999999999999.99', '99999999999999999.98', false],
  ['1e3', '1000', true],
])('%s and %s are the same number: %s', (a, b, same) => {
  expect(sameNumber(a, b)).toBe(same);
  expect(sameNumber(b, a)).toBe(same);
});

test('trailing zeros never matter, the last digit always does', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 1, max: 6 }), (whole, zeros) => {
      expect(sameNumber(`${whole}.${'0'.repeat(zeros)}`, `${whole}`)).toBe(true);
      expect(sameNumber(`${whole}.${'0'.repeat(zeros)}1`, `${whole}`)).toBe(false);
    }),
  );
});
