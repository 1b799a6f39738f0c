import { expect, test } from 'vitest';
import { differenceText, unsteadyText } from './clock-text.ts';

test.each([
  ['order-db', 'lab', 3_101, 3_399, "the clock of order-db is 3.1 to 3.4 s ahead of the lab's"],
  ['order-db', 'lab', -40.26, -12.31, "the clock of order-db is 12.3 to 40.3 ms behind the lab's"],
  [
    'order-db',
    'relay',
    999_990,
    999_999,
    'the clock of order-db is 999.9 to 1000.0 s ahead of the clock of relay',
  ],
  ['order-db', 'lab', 3_199, Infinity, "the clock of order-db is at least 3.1 s ahead of the lab's"],
  ['order-db', 'lab', -Infinity, -20, "the clock of order-db is at least 20.0 ms behind the lab's"],
  ['records of Order', 'lab', 5, 5, "the clock of records of Order is 5.0 ms ahead of the lab's"],
  [
    'order-db',
    'lab',
    -5,
    3,
    "the clock of order-db may agree with the lab's: it is at most 5.0 ms behind and 3.0 ms ahead",
  ],
])('%s and %s', (clock, other, fromMs, toMs, expected) => {
  expect(differenceText({ clock, other, fromMs, toMs })).toBe(expected);
});

test('of clocks that were set meanwhile no difference is told', () => {
  expect(unsteadyText(['lab', 'order-db'])).toBe(
    "no one difference fits the lab's clock and the clock of order-db: at least one of them was set during the run",
  );
  expect(unsteadyText(['order-db'])).toBe(
    'no one difference fits the clock of order-db: it was set during the run',
  );
});
