import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lagOf } from '../../model/lag.ts';
import { interleave, stammer } from '../../model/testing/interleave.ts';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { createLedger, foldMoment, lagIn } from './ledger.ts';

const mishaps = [
  {},
  { unrelayed: ['CustomerCreditReserved'] },
  { unhandled: ['customer-service-orders/OrderCreated', 'order-history/OrderApproved'] },
  { idle: ['order-history/OrderCreated', 'order-history/CustomerCreated'] },
  { noRelayLine: ['OrderCreated'], noLine: ['order-history/OrderApproved'] },
];

function told(which: number) {
  const { world, story } = play(system, mishaps[which]);
  const customer = story.createCustomer(100);
  story.placeOrder(customer.id, 40);
  story.cancelOrder(story.placeOrder(customer.id, 50));
  return world.told;
}

test('the lag that is kept is the lag that all messages come to, whenever it is read and whoever is heard first', () => {
  fc.assert(
    fc.property(
      fc.nat(mishaps.length - 1),
      fc.array(fc.nat(1_000), { minLength: 1 }),
      fc.array(fc.nat(1_000)),
      fc.nat(7),
      (which, picks, again, readEvery) => {
        const ledger = createLedger([system], true);
        const model = ledger.models.get(system.name)!;
        for (const [index, { observation }] of stammer(interleave(told(which), picks), again).entries()) {
          foldMoment(ledger, { kind: 'observation', observation });
          if (index % (readEvery + 1) === 0)
            expect(nonZero(lagIn(ledger, model))).toEqual(nonZero(lagOf(model)));
        }
        expect(nonZero(lagIn(ledger, model))).toEqual(nonZero(lagOf(model)));
      },
    ),
  );
});

test('a story in which messages wait everywhere is among them', () => {
  const ledger = createLedger([system], true);
  for (const { observation } of told(2)) foldMoment(ledger, { kind: 'observation', observation });
  expect(nonZero(lagIn(ledger, ledger.models.get(system.name)!))).toMatchObject({
    consumers: { 'customer-service-orders': 2 },
  });
});

test('of a document that changes, only the messages that it newly shows are looked at again', () => {
  const { world, story } = play(system);
  const customer = story.createCustomer(1_000);
  for (let order = 0; order < 20; order += 1) story.placeOrder(customer.id, 1);
  const ledger = createLedger([system], true);
  const model = ledger.models.get(system.name)!;
  const { touched } = ledger.waiting.get(system.name)!;
  const most = { customers: 0, orders: 0 };
  for (const { observation } of world.told) {
    lagIn(ledger, model);
    foldMoment(ledger, { kind: 'observation', observation });
    if (observation.kind !== 'document') continue;
    const collection = observation.collection === 'orders' ? 'orders' : 'customers';
    most[collection] = Math.max(most[collection], touched.size);
  }
  expect(most.orders).toBeGreaterThan(0);
  // One by the document, and those that wait for the other view.
  expect(most.customers).toBeLessThanOrEqual(3);
});

function nonZero(lag: ReturnType<typeof lagOf>) {
  return Object.fromEntries(
    Object.entries(lag).map(([where, counts]) => [
      where,
      Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ]),
  );
}
