import { expect, test } from 'vitest';
import { namesIn } from './names-in.ts';

const names = ['orders/approve', 'orders/cancel', 'orders/credit-exceeded'];

test('all names where there is room', () => {
  expect(namesIn(names, 80)).toBe('orders/approve orders/cancel orders/credit-exceeded');
});

test('else as many whole ones as fit, and how many more', () => {
  expect(namesIn(names, 31)).toBe('orders/approve orders/cancel +1');
  expect(namesIn(names, 30)).toBe('orders/approve +2');
});

test('where not even one fits its ends are told, and how many more', () => {
  expect(namesIn(names, 12)).toBe('orde…rove +2');
  expect(namesIn(['orders/approve'], 9)).toBe('orde…rove');
});

test('none are none', () => {
  expect(namesIn([], 20)).toBe('');
});
