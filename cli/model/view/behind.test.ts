import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Mishaps } from '../testing/customers-and-orders.ts';
import { playOrder } from '../testing/play.ts';
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
