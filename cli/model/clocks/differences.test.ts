import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareClocks, type Reading, type Sequence } from './differences.ts';

const at = (clock: string, ms: number, within = 0): Reading => ({ clock, fromMs: ms, toMs: ms + within });

const between = (of: string, and: string, orders: readonly Sequence[]) =>
  compareClocks(orders).differences.find(({ clock, other }) => clock === of && other === and);

test('a cause that its clock says to be later than its effect puts that clock ahead', () => {
  const there = { before: at('db', 1_003_100), after: at('lab', 1_000_000) };
  expect(compareClocks([there]).differences).toEqual([
    { clock: 'db', other: 'lab', fromMs: 3_100, toMs: Infinity },
    { clock: 'lab', other: 'db', fromMs: -Infinity, toMs: -3_100 },
  ]);
  const back = { before: at('lab', 1_000_000), after: at('db', 1_003_400) };
  const both = compareClocks([there, back]);
  expect(both.differences).toEqual([
    { clock: 'db', other: 'lab', fromMs: 3_100, toMs: 3_400 },
    { clock: 'lab', other: 'db', fromMs: -3_400, toMs: -3_100 },
  ]);
});

test('what may be as it should, as far as it is known, is no difference', () => {
  const there = { before: at('db', 99), after: at('lab', 100) };
  expect(compareClocks([there])).toEqual({ differences: [], unsteady: [] });
});

test('of several bounds the narrowest holds, and what a clock cuts off widens it', () => {
  const orders = [
    { before: at('db', 110), after: at('lab', 100) },
    { before: at('db', 220), after: at('lab', 205) },
    { before: at('lab', 300), after: at('db', 330, 1) },
    { before: at('lab', 400), after: at('db', 421, 1) },
  ];
  expect(between('db', 'lab', orders)).toMatchObject({ fromMs: 15, toMs: 22 });
});

test('two clocks that never meet are compared by a third', () => {
  const orders = [
    { before: at('a', 10), after: at('b', 5) },
    { before: at('b', 5), after: at('a', 12) },
    { before: at('b', 20), after: at('c', 50) },
    { before: at('c', 50), after: at('b', 21) },
  ];
  expect(between('a', 'c', orders)).toMatchObject({ fromMs: 5 - 30, toMs: 7 - 29 });
});

test('where no one difference fits, a clock was set meanwhile: nothing is said of those, all of the others', () => {
  const orders = [
    { before: at('db', 110), after: at('lab', 100) },
    { before: at('lab', 200), after: at('db', 195) },
    { before: at('a', 10), after: at('lab', 5) },
    { before: at('a', 5), after: at('b', 2) },
    { before: at('b', 2), after: at('a', 8) },
  ];
  const { differences, unsteady } = compareClocks(orders);
  expect(unsteady).toEqual(['db', 'lab']);
  expect(differences.map(({ clock, other }) => `${clock} ${other}`)).toEqual(['a b', 'b a']);
});

/** Both ways between two clocks, of which the first is ahead by `ms`, give or take 5. */
const met = (clock: string, other: string, ms: number): Sequence[] => [
  { before: at(clock, 1_000 + ms), after: at(other, 1_005) },
  { before: at(other, 2_000), after: at(clock, 2_005 + ms) },
];
const hour = 3_600_000;

test.each([
  {
    what: 'one at odds with all others',
    orders: [
      ...met('a', 'lab', 0),
      ...met('b', 'lab', 0),
      ...met('b', 'lab', hour),
      ...met('a', 'b', 0),
      ...met('a', 'b', -hour),
    ],
    unsteady: ['b'],
    left: ['a lab', 'lab a'],
  },
  {
    what: 'one that agrees with none, of two at odds',
    orders: [...met('a', 'lab', 0), ...met('b', 'lab', 0), ...met('b', 'lab', hour)],
    unsteady: ['b'],
    left: ['a lab', 'lab a'],
  },
  {
    what: 'two that nothing tells apart',
    orders: [...met('b', 'lab', 0), ...met('b', 'lab', hour)],
    unsteady: ['b', 'lab'],
    left: [],
  },
  {
    what: 'three of which each two agree, and all three do not',
    orders: [...met('a', 'b', 100), ...met('b', 'lab', 100), ...met('lab', 'a', 100)],
    unsteady: ['a', 'b', 'lab'],
    left: [],
  },
  {
    what: 'two that were set, each on its own',
    orders: ['b', 'c'].flatMap((clock) => [
      ...met(clock, 'lab', 0),
      ...met(clock, 'lab', hour),
      ...met(clock, 'a', 0),
      ...met(clock, 'a', hour),
      ...met('a', 'lab', 0),
    ]),
    unsteady: ['b', 'c'],
    left: ['a lab', 'lab a'],
  },
])('of clocks that contradict each other as few are called unsteady as can be told: $what', (each) => {
  const { differences, unsteady } = compareClocks(each.orders);
  expect(unsteady).toEqual(each.unsteady);
  expect(differences.map(({ clock, other }) => `${clock} ${other}`)).toEqual(each.left);
});

test('whatever the clocks and whoever caused what, the true difference is within', () => {
  const skews = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: -9_000, max: 9_000 }), {
    minKeys: 2,
  });
  const event = fc.record({
    which: fc.nat(),
    after: fc.double({ min: 0, max: 50, noNaN: true }),
    whole: fc.boolean(),
  });
  const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 20, maxLength: 80 });
  fc.assert(
    fc.property(skews, fc.array(event, { minLength: 5, maxLength: 30 }), pairs, (skew, events, causes) => {
      const clocks = Object.keys(skew);
      let now = 1_000_000;
      const readings = events.map(({ which, after, whole }): Reading => {
        now += after;
        const clock = clocks[which % clocks.length]!;
        const ms = now + skew[clock]!;
        return whole ? at(clock, Math.floor(ms), 1) : at(clock, ms);
      });
      const orders = causes.map(([one, other]): Sequence => {
        const [first, second] = [one % readings.length, other % readings.length].sort((a, b) => a - b);
        return { before: readings[first!]!, after: readings[second!]! };
      });
      const { differences, unsteady } = compareClocks(orders);
      expect(unsteady).toEqual([]);
      for (const { clock, other, fromMs, toMs } of differences) {
        const truth = skew[clock]! - skew[other]!;
        expect(fromMs).toBeLessThanOrEqual(truth + 1e-6);
        expect(toMs).toBeGreaterThanOrEqual(truth - 1e-6);
      }
    }),
  );
});
