import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitAfter } from './pace.ts';

const backoff = { firstMs: 100, mostMs: 2000 };

test.each([
  [1, 100],
  [2, 200],
  [3, 400],
  [6, 2000],
  [5000, 2000],
])('after %i failures it waits at most %i ms', (failures, most) => {
  expect(waitAfter(failures, backoff, () => 1)).toBe(most);
});

test('chance takes at most half of it away', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, chance) => {
        const most = waitAfter(failures, backoff, () => 1);
        const wait = waitAfter(failures, backoff, () => chance);
        expect(wait).toBeGreaterThanOrEqual(most / 2);
        expect(wait).toBeLessThanOrEqual(most);
      },
    ),
  );
});
