import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Mishaps } from '../testing/customers-and-orders.ts';
import { createModel, fold } from '../model.ts';
import { lagOf } from '../lag.ts';
import { play, playOrder } from '../testing/play.ts';
import { eventsBehind } from './behind.ts';

function behind(mishaps: Mishaps, collection: string, id: string): (string | null)[] {
  const model = playOrder(system, 40, mishaps).world.model();
  const view = [...model.roles.views.values()].find((each) => each.collection === collection)!;
  return eventsBehind(model, view, id).map(({ row }) => row.envelope.type);
}

test('a document that shows all that was sent is not behind', () => {
  expect(behind({}, 'orders', '17')).toEqual([]);
  expect(behind({}, 'customers', '1')).toEqual([]);
});

test('an event is behind as long as the document does not show it, relayed or not', () => {
  expect(behind({ unhandled: ['order-history/OrderApproved'] }, 'orders', '17')).toEqual(['OrderApproved']);
  expect(behind({ unrelayed: ['OrderApproved'] }, 'customers', '1')).toEqual(['OrderApproved']);
});

test('a later event of the same aggregate overtakes the earlier one', () => {
  expect(behind({ unhandled: ['order-history/OrderCreated'] }, 'orders', '17')).toEqual([]);
});

test('nothing is meant for a document that no event names', () => {
  expect(behind({}, 'orders', '4711')).toEqual([]);
});

test('the guards of a document are read when it changes, not for each of its events', () => {
  const { world, story } = play(system);
  const customer = story.createCustomer(1_000);
  for (let order = 0; order < 20; order += 1) story.placeOrder(customer.id, 1);
  const model = createModel(system, { linesObservable: true });
  let reads = 0;
  const counted = (guards: unknown) =>
    typeof guards !== 'object' || guards === null
      ? guards
      : new Proxy(guards, { ownKeys: (target) => ((reads += 1), Reflect.ownKeys(target)) });
  let changes = 0;
  for (const { observation } of world.told) {
    if (observation.kind !== 'document' || observation.document === null) fold(model, observation);
    else {
      changes += 1;
      const { document } = observation;
      fold(model, { ...observation, document: { ...document, guards: counted(document['guards']) } });
    }
  }
  expect(changes).toBeGreaterThan(40);
  expect(reads).toBe(changes);
  const view = [...model.roles.views.values()].find(({ collection }) => collection === 'customers')!;
  expect(eventsBehind(model, view, customer.id)).toEqual([]);
  expect(lagOf(model).views).toEqual({ customers: 0, orders: 0 });
  expect(reads).toBe(changes);
});
