import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlerRetries, retryDelayMs } from './retry-policy.ts';

const almostOne = 1 - Number.EPSILON;

describe('retry delay', () => {
  it('doubles its bound up to the most', () => {
    const bounds = [1, 2, 3, 4, 6, 7, 60].map((attempt) => retryDelayMs(handlerRetries, attempt, almostOne));
    expect(bounds).toEqual([49, 99, 199, 399, 1_599, 1_999, 1_999]);
  });

  it('is anywhere between nothing and its bound', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: almostOne, noNaN: true }),
        (attempt, random) => {
          const delayMs = retryDelayMs(handlerRetries, attempt, random);
          expect(delayMs).toBeGreaterThanOrEqual(0);
          expect(delayMs).toBeLessThan(handlerRetries.maxMs);
        },
      ),
    );
    expect(retryDelayMs(handlerRetries, 3, 0)).toBe(0);
  });
});
