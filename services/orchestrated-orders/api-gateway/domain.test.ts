import { describe, expect, it } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { type Asked, composeHistory, type Customer, type Order } from './domain.ts';

const creditLimit = Money.parse('12.5');
const jane: Asked<Customer> = { kind: 'known', value: { name: 'Jane', creditLimit } };
const order: Order = { orderId: 17n, orderState: 'APPROVED', rejectionReason: null };
const orders: Asked<Order[]> = { kind: 'known', value: [order] };
const missing = (why: string): Asked<never> => ({ kind: 'missing', why });

describe('an order history', () => {
  it('is the customer with the orders, and says nothing of parts when it is whole', () => {
    expect(composeHistory(7n, jane, orders)).toEqual({
      customerId: 7n,
      name: 'Jane',
      creditLimit,
      orders: [order],
    });
  });

  it('without the orders says so: null, not none', () => {
    expect(composeHistory(7n, jane, missing('order-service cannot be reached'))).toEqual({
      customerId: 7n,
      name: 'Jane',
      creditLimit,
      orders: null,
      partial: true,
      missing: [{ part: 'orders', why: 'order-service cannot be reached' }],
    });
  });

  it('without the customer still has the orders', () => {
    expect(composeHistory(7n, missing('too slow'), orders)).toEqual({
      customerId: 7n,
      name: null,
      creditLimit: null,
      orders: [order],
      partial: true,
      missing: [{ part: 'customer', why: 'too slow' }],
    });
  });

  it('of nobody is none, whatever is known of orders', () => {
    const nobody: Asked<undefined> = { kind: 'known', value: undefined };
    expect(composeHistory(7n, nobody, orders)).toBeUndefined();
    expect(composeHistory(7n, nobody, missing('too slow'))).toBeUndefined();
  });
});
