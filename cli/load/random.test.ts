import { expect, test } from 'vitest';
import { randomOf } from './random.ts';

const drawn = (seed: number) => {
  const random = randomOf(seed);
  return Array.from({ length: 1_000 }, () => random.below(6));
};

test('the same seed gives the same numbers, another one others', () => {
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
});

test('every number has its share', () => {
  for (let value = 0; value < 6; value += 1)
    expect(drawn(7).filter((each) => each === value).length).toBeGreaterThan(100);
  expect(new Set(drawn(0)).size).toBe(6);
});

test('picks from a list', () => {
  expect(['a', 'b']).toContain(randomOf(1).pick(['a', 'b']));
});
