import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import { remainingSteps } from './remaining.ts';
import type { Mishaps } from './testing/customers-and-orders.ts';
import { playOrder } from './testing/play.ts';

function remainingOf(mishaps: Mishaps, total = 40): string[] {
  const { world, order } = playOrder(system, total, mishaps);
  const model = world.model();
  return remainingSteps(model, chainOf(model, [order.request.id])).map(
    ({ consumer, takes, emits }) => `${consumer}: ${takes.join(' | ')} -> ${emits.join(' | ')}`,
  );
}

test('before the customer has answered, the customer must, and then the order', () => {
  expect(remainingOf({ unhandled: ['customer-service-orders/OrderCreated'] })).toEqual([
    'customer-service-orders: OrderCreated -> CustomerCreditReserved | CustomerCreditReservationFailed | CustomerValidationFailed',
    'order-service-customers: CustomerCreditReserved | CustomerCreditReservationFailed | CustomerValidationFailed -> OrderApproved | OrderRejected',
  ]);
});

test('when the customer has answered, the order must answer just that', () => {
  expect(remainingOf({ unrelayed: ['CustomerCreditReserved'] })).toEqual([
    'order-service-customers: CustomerCreditReserved -> OrderApproved',
  ]);
});

test.each([
  ['approved', 40],
  ['rejected', 60],
])('nobody must answer any more when the order is %s', (_, total) => {
  expect(remainingOf({}, total)).toEqual([]);
});

test('whoever took a message and changed nothing has nothing more to say', () => {
  expect(remainingOf({ idle: ['customer-service-orders/OrderCreated'] })).toEqual([]);
});
