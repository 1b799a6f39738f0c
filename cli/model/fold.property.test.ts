import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import { eventsOf } from './events.ts';
import { checkInvariants } from './invariants/check.ts';
import { lagOf } from './lag.ts';
import { sagaViews } from './sagas/saga-view.ts';
import type { CustomersAndOrders, Mishaps } from './testing/customers-and-orders.ts';
import { interleave, stammer } from './testing/interleave.ts';
import { play } from './testing/play.ts';
import type { Told, World } from './testing/world.ts';

// A hundred worlds each, twice told: that is seconds where the machine has other things to do.
vi.setConfig({ testTimeout: 60_000 });

type Act = { readonly act: 'customer' | 'order' | 'cancel'; readonly amount: number; readonly whose: number };

const acts = fc.array(
  fc.record<Act>({
    act: fc.constantFrom('customer', 'order', 'order', 'cancel'),
    amount: fc.integer({ min: 1, max: 60 }),
    whose: fc.nat(5),
  }),
  { minLength: 1, maxLength: 8 },
);

const types = [
  'CustomerCreated',
  'OrderCreated',
  'CustomerCreditReserved',
  'CustomerCreditReservationFailed',
  'OrderApproved',
  'OrderCancelled',
];
const consumers = ['customer-service-orders', 'order-service-customers', 'order-history'];
const someTypes = fc.subarray(types, { maxLength: 2 });
const someHandlings = fc
  .tuple(fc.constantFrom(...consumers), fc.constantFrom(...types))
  .map(([consumer, type]) => [`${consumer}/${type}`]);
const mishaps: fc.Arbitrary<Mishaps> = fc.record(
  {
    unrelayed: someTypes,
    noRelayLine: someTypes,
    unhandled: someHandlings,
    idle: someHandlings,
    noLine: someHandlings,
  },
  { requiredKeys: [] },
);

function isDocument({ source }: Told): boolean {
  return source.startsWith('views ');
}

/** Plays the acts; answers the correlations. A cancel is only possible once there is an order. */
function perform(story: CustomersAndOrders, script: readonly Act[]): string[] {
  const customers = [story.createCustomer(50)];
  const orders = [story.placeOrder(customers[0]!.id, 10)];
  const more = script.map(({ act, amount, whose }) => {
    if (act === 'cancel') return story.cancelOrder(orders[whose % orders.length]!).id;
    if (act === 'order') {
      orders.push(story.placeOrder(customers[whose % customers.length]!.id, amount));
      return orders.at(-1)!.request.id;
    }
    customers.push(story.createCustomer(amount));
    return customers.at(-1)!.request.id;
  });
  return [customers[0]!.request.id, orders[0]!.request.id, ...more];
}

function everythingRead(world: World, told: readonly Told[], correlations: readonly string[]) {
  const model = world.model(told);
  return {
    chain: chainOf(model, correlations),
    events: eventsOf(model, correlations),
    sagas: sagaViews(model, correlations),
    invariants: checkInvariants(model, system, correlations),
    lag: lagOf(model),
  };
}

test('the order in which sources are heard changes nothing', () => {
  fc.assert(
    fc.property(
      acts,
      mishaps,
      fc.array(fc.nat(30), { minLength: 1, maxLength: 200 }),
      (script, mishap, picks) => {
        const { world, story } = play(system, mishap);
        const correlations = perform(story, script);
        world.readBefore();
        const heard = interleave(world.told, picks);
        expect(everythingRead(world, heard, correlations)).toEqual(
          everythingRead(world, world.told, correlations),
        );
      },
    ),
  );
});

test('what a probe tells again changes nothing', () => {
  fc.assert(
    fc.property(acts, mishaps, fc.array(fc.nat(500), { maxLength: 10 }), (script, mishap, again) => {
      const { world, story } = play(system, mishap);
      const correlations = perform(story, script);
      world.readBefore();
      // A change stream goes on where it was; documents are never told again.
      const seen = new Set<Told>();
      const heard = stammer(world.told, again).filter((fact) => {
        const isAgain = seen.has(fact);
        seen.add(fact);
        return !isAgain || !isDocument(fact);
      });
      expect(everythingRead(world, heard, correlations)).toEqual(
        everythingRead(world, world.told, correlations),
      );
    }),
  );
});

test('a chain is a tree of the run’s own hops, parents first', () => {
  fc.assert(
    fc.property(acts, mishaps, fc.nat(8), (script, mishap, which) => {
      const { world, story } = play(system, mishap);
      const correlations = perform(story, script);
      const own = correlations.filter((_, index) => index % 3 !== which % 3);
      const chain = chainOf(world.model(), own);
      const seen = new Set<string | null>([null]);
      for (const { id, cause, correlation } of chain) {
        expect(seen.has(cause)).toBe(true);
        expect(seen.has(id)).toBe(false);
        expect(own).toContain(correlation);
        seen.add(id);
      }
      expect(chain.filter(({ cause }) => cause === null).map(({ correlation }) => correlation)).toEqual(own);
    }),
  );
});

test('traffic of other runs changes neither the chain nor a verdict', () => {
  fc.assert(
    fc.property(acts, acts, mishaps, (mine, theirs, mishap) => {
      const { world, story } = play(system, mishap);
      perform(story, theirs);
      const from = world.told.length;
      const correlations = perform(story, mine);
      const until = world.told.length;
      perform(story, theirs);
      world.readBefore();
      const isMine = (_: Told, index: number) =>
        (index >= from && index < until) || index >= world.told.length - 3;
      const now = 1_800_000_000_000;
      const read = (told: readonly Told[]) => {
        const model = world.model(told);
        const verdicts = checkInvariants(model, system, correlations).map(({ verdict }) => verdict);
        return { chain: chainOf(model, correlations, now), verdicts, sagas: sagaViews(model, correlations) };
      };
      expect(read(world.told)).toEqual(read(world.told.filter(isMine)));
    }),
  );
});

test('without mishaps nothing is missing and every invariant holds', () => {
  fc.assert(
    fc.property(
      acts.map((script) => script.filter(({ act }) => act !== 'cancel')),
      (script) => {
        const { world, story } = play(system);
        const correlations = perform(story, script);
        world.readBefore();
        const { chain, invariants } = everythingRead(world, world.told, correlations);
        expect(chain.filter(({ kind }) => kind === 'missing')).toEqual([]);
        expect(new Set(invariants.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
      },
    ),
  );
});
