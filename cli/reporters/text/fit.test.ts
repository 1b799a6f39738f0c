import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, elide, oneLine, padEnd, padStart, shortIds, wrap } from './fit.ts';

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

test.each([
  ['update saga_instance 000001a2201abc6c-0893e3c9e7d10002', 'update saga_instance 1a2201abc6c…0002'],
  ['checkout 000001a2201abc6c-0893e3c9e7d10000: done', 'checkout 1a2201abc6c…0000: done'],
  ['GET /orders/000001a2201abc6c-0893e3c9e7d10000', 'GET /orders/1a2201abc6c…0000'],
  ['insert carts 1a2-0893e3c9e7d10000', 'insert carts 1a2-0893e3c9e7d10000'],
  ['tea-65d918f59ee8 and session-ab5b1be8e3f4', 'tea-65d918f59ee8 and session-ab5b1be8e3f4'],
])('%s has its ids shortened: %s', (text, shown) => {
  expect(shortIds(text)).toBe(shown);
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
