import { expect, test } from 'vitest';
import { ToldOnce } from './told-once.ts';

test('a message that comes again is told once; one that was published twice, twice', () => {
  const told = new ToldOnce();
  expect(told.number('Order', '7', false)).toBe('7');
  expect(told.number('Order', '7', true)).toBeUndefined();
  expect(told.number('Order', '7', false)).toBe('8');
});

test('a message that comes again, but was not told, is told', () => {
  expect(new ToldOnce().number('Order', '7', true)).toBe('7');
});

test('numbers ascend within an exchange, whatever the stamps do', () => {
  const told = new ToldOnce();
  expect(['9', '3', '20'].map((stamp) => told.number('Order', stamp, false))).toEqual(['9', '10', '20']);
  expect(told.number('Customer', '3', false)).toBe('3');
});
