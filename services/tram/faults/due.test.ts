import { describe, expect, test } from 'vitest';
import type { FaultTiming } from './arming.ts';
import { chance, isDue } from './due.ts';

const firing = (when: FaultTiming, calls = 5) =>
  Array.from({ length: calls }, (_, index) => index + 1).filter((call) =>
    isDue(when, call, chance(7, 'order-service.OrderCreated.before-handle', call)),
  );

test.each<[string, FaultTiming, number[]]>([
  ['once', { kind: 'once' }, [1]],
  ['onCall(3)', { kind: 'onCall', call: 3 }, [3]],
  ['times(2)', { kind: 'times', times: 2 }, [1, 2]],
  ['always', { kind: 'always' }, [1, 2, 3, 4, 5]],
  ['prob(0)', { kind: 'prob', probability: 0 }, []],
  ['prob(1)', { kind: 'prob', probability: 1 }, [1, 2, 3, 4, 5]],
])('%s', (_, when, calls) => {
  expect(firing(when)).toEqual(calls);
});

const drawn = (seed: number, at: string) =>
  Array.from({ length: 2_000 }, (_, call) => chance(seed, at, call));

describe('chance', () => {
  test('is the same for the same seed, and another for another seed or place', () => {
    expect(drawn(7, 'a')).toEqual(drawn(7, 'a'));
    expect(drawn(8, 'a')).not.toEqual(drawn(7, 'a'));
    expect(drawn(7, 'b')).not.toEqual(drawn(7, 'a'));
  });

  test('is spread evenly from 0 to 1', () => {
    const numbers = drawn(7, 'a');
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    for (const share of [0.1, 0.5, 0.9]) {
      const below = numbers.filter((number) => number < share).length / numbers.length;
      expect(Math.abs(below - share)).toBeLessThan(0.04);
    }
  });
});
