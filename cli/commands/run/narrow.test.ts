import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../scenario/load.ts';
import { hasTags, inShard, matches, shardOf } from './narrow.ts';

const scenario = (name: string, about: string, tags: readonly string[]) =>
  parseScenario(
    `${name}.yaml`,
    `name: ${name}\nsystem: shop\nabout: ${about}\ntags: [${tags.join(', ')}]\nsteps: [{ stop: relay }]\n`,
  );

const shop = [
  scenario('approve', 'The credit covers the order.', ['smoke']),
  scenario('cancel', 'An approved order is cancelled.', ['smoke', 'slow']),
  scenario('broker-restart', 'The broker is down (for a while).', ['slow']),
];
const names = (keep: (loaded: (typeof shop)[number]) => boolean) =>
  shop.filter(keep).map((each) => each.scenario.name);

const parts = (all: readonly { id: string; file: string }[], count: number) =>
  Array.from({ length: count }, (_, place) => inShard(all, { index: place + 1, count }));

describe('--tag', () => {
  test.each([
    [['smoke'], ['approve', 'cancel']],
    [['smoke', 'slow'], ['cancel']],
    [['!slow'], ['approve']],
    [['smoke', '!slow'], ['approve']],
    [[], ['approve', 'cancel', 'broker-restart']],
  ])('%j', (tags, found) => {
    expect(names(hasTags(tags))).toEqual(found);
  });
});

describe('--grep', () => {
  test.each([
    ['approve', ['approve', 'cancel']],
    ['^shop/approve$', ['approve']],
    ['CREDIT|broker', ['approve', 'broker-restart']],
    [String.raw`\(for`, ['broker-restart']],
    ['nothing', []],
  ])('%s is looked for in the id and in the story', (pattern, found) => {
    expect(names(matches(pattern))).toEqual(found);
  });

  test.each(['(', '[z-a]', '*'])('%s is told to be no regular expression, and why', (pattern) => {
    expect(() => matches(pattern)).toThrow(
      new RegExp(`--grep must be a regular expression.*, not "\\${pattern[0]}.*": [^:]+\\. A `),
    );
  });
});

describe('--shard', () => {
  test('is i/n', () => {
    expect(shardOf('2/3')).toEqual({ index: 2, count: 3 });
  });

  test.each(['0/3', '4/3', '1', '1/0', '-1/2', '1/2/3', 'a/b', '1.5/2', ''])('not "%s"', (text) => {
    expect(() => shardOf(text)).toThrow(/--shard must be i\/n with i from 1 to n, such as 1\/4.*not "/);
  });

  const scenarios = fc.uniqueArray(fc.record({ id: fc.string(), file: fc.string() }), {
    selector: ({ id, file }) => `${id}\n${file}`,
    maxLength: 40,
  });
  const counts = fc.integer({ min: 1, max: 12 });

  test('all shards together are all scenarios, and each is in one only', () => {
    fc.assert(
      fc.property(scenarios, counts, (all, count) => {
        const together = parts(all, count).flat();
        expect(together).toHaveLength(all.length);
        expect(new Set(together)).toEqual(new Set(all));
      }),
    );
  });

  test('the shards are of one size, give or take one', () => {
    fc.assert(
      fc.property(scenarios, counts, (all, count) => {
        const sizes = parts(all, count).map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a scenario is in the same shard in whatever order they were named', () => {
    const ordered = scenarios.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(ordered, counts, ([all, shuffled], count) => {
        const sets = (list: readonly { id: string; file: string }[]) =>
          parts(list, count).map((part) => new Set(part));
        expect(sets(shuffled)).toEqual(sets(all));
      }),
    );
  });

  test('a shard keeps the order that was asked for', () => {
    const all = ['d', 'c', 'b', 'a'].map((id) => ({ id, file: '' }));
    expect(inShard(all, { index: 1, count: 2 }).map(({ id }) => id)).toEqual(['c', 'a']);
  });
});
