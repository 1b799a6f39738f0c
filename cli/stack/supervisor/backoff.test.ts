import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('each failure in a row doubles the wait, up to ten seconds', () => {
  expect([1, 2, 3, 4, 7, 8, 1000].map(backoffMs)).toEqual([100, 200, 400, 800, 6400, 10_000, 10_000]);
});
