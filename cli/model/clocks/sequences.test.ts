import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { fold, createModel, type Model } from '../model.ts';
import type { Observation } from '../observation.ts';
import { scopeOf } from '../scope.ts';
import { play } from '../testing/play.ts';
import type { Told } from '../testing/world.ts';
import { compareClocks } from './differences.ts';
import { sequencesIn } from './sequences.ts';

/** Sources of a world, as they name their clock. */
const clocks = {
  'wal order-db': 'order-db',
  'wal customer-db': 'customer-db',
  'lines order-service': 'order-service',
  'lines customer-service': 'customer-service',
  'lines order-history-service': 'order-history-service',
  'lines relay': 'relay',
  'topic Order/0': 'records of Order',
  'topic Customer/0': 'records of Customer',
  'views order-history-db': 'order-history-db',
} as const;
type Skews = Readonly<Partial<Record<keyof typeof clocks, number>>>;

/** What the same world would have told had these clocks been ahead by so many milliseconds. */
function skewed(told: readonly Told[], skews: Skews): Model {
  const model = createModel(system);
  for (const { source, observation } of told) {
    const ahead = skews[source as keyof typeof clocks] ?? 0;
    fold(model, ahead === 0 ? observation : aheadBy(observation, ahead));
  }
  return model;
}

function aheadBy(observation: Observation, ms: number): Observation {
  const sourceMs = observation.sourceMs! + ms;
  if (observation.kind !== 'line') return { ...observation, sourceMs };
  const { line } = observation;
  return { ...observation, sourceMs, line: { ...line, at: line.at + ms } };
}

const { world, story } = play(system);
const customer = story.createCustomer(100);
const orders = [1, 2, 3].map(() => story.placeOrder(customer.id, 10));
const correlations = [customer.request.id, ...orders.map(({ request }) => request.id)];

const comparedIn = (skews: Skews) => {
  const model = skewed(world.told, skews);
  return compareClocks(sequencesIn(model, scopeOf(model, correlations)));
};

test('clocks that agree are not told apart', () => {
  const { differences, unsteady } = comparedIn({});
  expect(unsteady).toEqual([]);
  expect(differences.map(({ clock }) => clock)).toEqual(
    expect.arrayContaining([...Object.values(clocks), 'lab']),
  );
  for (const { fromMs, toMs } of differences) expect(fromMs <= 0 && toMs >= 0).toBe(true);
});

test('one that is ahead is told, against each other one', () => {
  const { differences } = comparedIn({ 'wal order-db': 3_000 });
  const ofIt = differences.filter(({ clock }) => clock === 'order-db');
  expect(ofIt).toHaveLength(Object.keys(clocks).length);
  for (const { fromMs, toMs } of ofIt) expect([fromMs > 2_900, toMs < 3_100]).toEqual([true, true]);
});

test('by how much any of them is off, that is within', () => {
  const skew = fc.integer({ min: -100_000, max: 100_000 });
  const names = Object.keys(clocks) as (keyof typeof clocks)[];
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(names.map((name) => [name, skew])), { requiredKeys: [] }),
      (skews: Skews) => {
        const { differences, unsteady } = comparedIn(skews);
        expect(unsteady).toEqual([]);
        const truth = new Map<string, number>(names.map((name) => [clocks[name], skews[name] ?? 0]));
        for (const { clock, other, fromMs, toMs } of differences) {
          const ahead = (truth.get(clock) ?? 0) - (truth.get(other) ?? 0);
          expect(fromMs <= ahead && ahead <= toMs).toBe(true);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('a clock that is set in the middle of the run is called unsteady, and nothing is said of it', () => {
  const middle = Math.floor(world.told.length / 2);
  const model = createModel(system);
  for (const [index, { source, observation }] of world.told.entries())
    fold(model, source === 'wal order-db' && index > middle ? aheadBy(observation, 60_000) : observation);
  const { differences, unsteady } = compareClocks(sequencesIn(model, scopeOf(model, correlations)));
  expect(unsteady).toEqual(['order-db']);
  expect(differences.map(({ clock }) => clock)).not.toContain('order-db');
});
