import { describe, expect, it, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { behaviourByChance, behaviourOfCard } from './behaviour.ts';

const settings = { timeoutMs: 1000, failureRate: 0.1, timeoutRate: 0.1 };

describe('a test card', () => {
  test.each([
    ['4000 0000 0000 0402', ['refuse', 'refuse']],
    ['4000000000000500', ['fail', 'fail', 'fail']],
    ['4000000000000501', ['fail', 'ok', 'ok']],
    ['4000000000000504', ['timeout', 'timeout']],
    ['4000000000000505', ['lost']],
  ])('%s behaves the same each time', (cardNumber, script) => {
    expect(script.map((_, time) => behaviourOfCard(cardNumber, time))).toEqual(script);
  });

  it('is none that ends otherwise', () => {
    expect(behaviourOfCard('4111111111111111', 0)).toBeUndefined();
    expect(behaviourOfCard('', 0)).toBeUndefined();
  });
});

function throws(seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: 10_000 }, () => behaviourByChance(settings, random));
}

describe('chance', () => {
  it('fails and takes too long about as often as it is told to, and the same for the same seed', () => {
    const seen = throws(5);
    expect(seen.filter((each) => each === 'fail').length).toBeGreaterThan(900);
    expect(seen.filter((each) => each === 'fail').length).toBeLessThan(1_100);
    expect(seen.filter((each) => each === 'timeout').length).toBeGreaterThan(800);
    expect(seen.filter((each) => each === 'timeout').length).toBeLessThan(1_000);
    expect(throws(5)).toEqual(seen);
    expect(throws(6)).not.toEqual(seen);
  });

  it('never strikes at rate 0, always at rate 1', () => {
    expect(behaviourByChance({ ...settings, failureRate: 0, timeoutRate: 0 }, () => 0)).toBe('ok');
    expect(behaviourByChance({ ...settings, failureRate: 1 }, () => 0.999)).toBe('fail');
  });
});
