import { expect, test } from 'vitest';
import { nextPause } from './pace.ts';

test('the pauses begin short, grow, and stay bounded', () => {
  const pauses = Array.from({ length: 9 }, () => 0).reduce<number[]>(
    (all) => [...all, nextPause(all.at(-1))],
    [],
  );
  expect(pauses).toEqual([20, 30, 45, 68, 102, 153, 230, 250, 250]);
});
