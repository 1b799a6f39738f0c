import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal, zero } from './decimal.ts';

const cents = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });
const decimal = (digits: bigint) => parseDecimal(formatDecimal({ digits, scale: 2 }))!;

test.each([
  ['40.00', '40.00'],
  ['-0.05', '-0.05'],
  ['1e3', '1000'],
  ['1.5E-2', '0.015'],
  ['+7', '7'],
])('%s is %s', (text, printed) => {
  expect(formatDecimal(parseDecimal(text)!)).toBe(printed);
});

test.each(['', 'NaN', 'Infinity', '1,5', ' 1', '1e999999999', '--1'])('%j is no decimal', (text) => {
  expect(parseDecimal(text)).toBeUndefined();
});

test('sums of cents are exact', () => {
  fc.assert(
    fc.property(fc.array(cents), (amounts) => {
      const total = amounts.map(decimal).reduce(addDecimals, zero);
      expect(compareDecimals(total, decimal(amounts.reduce((sum, amount) => sum + amount, 0n)))).toBe(0);
    }),
  );
});

test('order is that of the numbers, whatever the scale', () => {
  fc.assert(
    fc.property(cents, cents, (left, right) => {
      const wide = { digits: right * 1000n, scale: 5 };
      expect(compareDecimals(decimal(left), wide)).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});
