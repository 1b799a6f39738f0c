import { describe, expect, it } from 'vitest';
import { afterFailure, type Breaker, closedBreaker, letThrough } from './circuit-breaker.ts';

const settings = { failures: 3, openMs: 1_000 };

function failed(times: number, nowMs = 0): Breaker {
  return Array.from({ length: times }).reduce<Breaker>(
    (breaker) => afterFailure(breaker, settings, nowMs),
    closedBreaker,
  );
}

describe('a circuit breaker', () => {
  it('lets everything through until so many have failed in a row', () => {
    expect(letThrough(failed(2), settings, 0)).toEqual(failed(2));
    expect(letThrough(failed(3), settings, 0)).toBeUndefined();
  });

  it('lets one through when it has been open for long enough, and the next when that had its chance', () => {
    expect(letThrough(failed(3), settings, 999)).toBeUndefined();
    const onTrial = letThrough(failed(3), settings, 1_000) as Breaker;
    expect(letThrough(onTrial, settings, 1_500)).toBeUndefined();
    expect(letThrough(onTrial, settings, 2_000)).toBeDefined();
  });

  it('stays open when the one on trial fails, and closes when it does not', () => {
    const onTrial = letThrough(failed(3), settings, 1_000) as Breaker;
    expect(letThrough(afterFailure(onTrial, settings, 1_600), settings, 2_500)).toBeUndefined();
    expect(letThrough(closedBreaker, settings, 1_600)).toBe(closedBreaker);
  });
});
