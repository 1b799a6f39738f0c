import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, elide, oneLine, padEnd, padStart, wrap } from './fit.ts';

test.each([
  ['order-service', 20, 'order-service'],
  ['customer-service-orders', 11, 'custo…rders'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
])('%s in %i columns is %s', (text, width, shown) => {
  expect(elide(text, width)).toBe(shown);
});

test('what is elided is never wider than asked, and never wider than it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, width) => {
      expect(columns(elide(text, width))).toBeLessThanOrEqual(Math.min(width, columns(text)));
    }),
  );
});

test('lines are filled and never overfull', () => {
  expect(wrap(['one', 'two', 'three'], 7)).toEqual(['one two', 'three']);
  expect(wrap(['enormous'], 4)).toEqual(['en…s']);
  expect(wrap([], 4)).toEqual([]);
});

test('texts from outside cannot move the cursor', () => {
  expect(oneLine('a\nb\u001B[2Jc\u0085d\u2028e ')).toBe('a b [2Jc d e');
});

test('padding fills up to the width and no further', () => {
  expect([padEnd('a', 3), padStart('a', 3), padEnd('abcd', 3)]).toEqual(['a  ', '  a', 'abcd']);
});
