import { expect, test } from 'vitest';
import { editDistance, hint, nearest } from './nearest.ts';

test.each([
  ['capture', 'captur', 1],
  ['events', 'evnets', 1],
  ['rows', 'view', 4],
  ['', 'abc', 3],
  ['same', 'same', 0],
])('from %s to %s it takes %i edits', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test('the nearest name wins, and a far one is none', () => {
  expect(nearest('aprove', ['cancel', 'approve'])).toBe('approve');
  expect(nearest('Approve', ['approve'])).toBe('approve');
  expect(nearest('9', ['1', '17'])).toBeUndefined();
  expect(nearest('telescope', ['cancel', 'approve'])).toBeUndefined();
});

test('a hint names the nearest, else what there is when that is short', () => {
  expect(hint('aprove', ['approve'])).toBe('; did you mean "approve"?');
  expect(hint('x', ['approve', 'cancel'])).toBe('; there is "approve", "cancel"');
  expect(hint('x', [])).toBe('');
});
