import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLsn, laterLsn, type Lsn, parseLsn } from './lsn.ts';

test('reads and prints as PostgreSQL does', () => {
  expect(parseLsn('16/B374D848')).toBe(0x16_b374_d848n);
  expect(formatLsn(0x16_b374_d848n as Lsn)).toBe('16/B374D848');
  expect(formatLsn(parseLsn('0/0'))).toBe('0/0');
});

test('the low half is not padded: 2/28 is after 1/FFFFFF00', () => {
  expect(formatLsn(0x2_0000_0028n as Lsn)).toBe('2/28');
  expect(laterLsn(parseLsn('2/28'), parseLsn('1/FFFFFF00'))).toBe(parseLsn('2/28'));
});

test('what is printed reads back as the same position', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (position) => {
      expect(parseLsn(formatLsn(position as Lsn))).toBe(position);
    }),
  );
});

test.each(['', '1', '1/', '/1', '1/G', '1/123456789', ' 1/1', '-1/1'])('%j is refused by name', (text) => {
  expect(() => parseLsn(text)).toThrow(`"${text}" is no LSN`);
});
