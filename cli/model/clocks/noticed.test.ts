import { expect, test } from 'vitest';
import type { ClockDifference } from './differences.ts';
import { noticed } from './noticed.ts';

const both = (clock: string, other: string, fromMs: number, toMs: number): ClockDifference[] => [
  { clock, other, fromMs, toMs },
  { clock: other, other: clock, fromMs: -toMs, toMs: -fromMs },
];

const told = (...differences: readonly ClockDifference[][]) =>
  noticed(differences.flat()).map(({ clock, other, fromMs, toMs }) => [clock, other, fromMs, toMs]);

test('clocks that may agree are not told of', () => {
  expect(told(both('db', 'lab', -5, 12), both('db', 'service', 0, 3))).toEqual([]);
});

test('less than a tenth of a millisecond is nothing to be told of', () => {
  expect(
    told(both('db', 'lab', 0.04, 3), both('a', 'b', 0.09, Infinity), both('c', 'lab', -2, -0.05)),
  ).toEqual([]);
  expect(told(both('db', 'lab', 0.1, 3), both('c', 'lab', -2, -0.1))).toEqual([
    ['db', 'lab', 0.1, 3],
    ['c', 'lab', -2, -0.1],
  ]);
});

test('one that does not is told against the lab’s, and not again against all others', () => {
  expect(
    told(both('db', 'lab', 3_100, 3_400), both('db', 'service', 3_000, 3_500), both('service', 'lab', -9, 9)),
  ).toEqual([['db', 'lab', 3_100, 3_400]]);
  expect(told(both('db', 'lab', -40, -20))).toEqual([['db', 'lab', -40, -20]]);
});

test('two whose difference to the lab’s is not known for sure are told against each other, once', () => {
  expect(told(both('a', 'b', 5, 6), both('a', 'lab', -9, 9), both('b', 'lab', -9, 9))).toEqual([
    ['a', 'b', 5, 6],
  ]);
  expect(told(both('a', 'b', -6, -5))).toEqual([['b', 'a', 5, 6]]);
});
