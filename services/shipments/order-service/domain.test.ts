import { randomUUID } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { decide, newOrder, type OrderLine } from './domain.ts';
import type { LineStatus } from './messages.ts';

const details = { item: 'a book', quantity: 1, totalPrice: Money.parse('29.99') };

function line(status: LineStatus): OrderLine {
  return { ...details, id: randomUUID(), status };
}

describe('a line of an order', () => {
  test.each([
    ['ENTERED', 'CANCELLED'],
    ['ENTERED', 'SHIPPED'],
  ] as const)('goes from %s to %s', (from, to) => {
    expect(decide(line(from), to)?.status).toBe(to);
  });

  test.each([
    ['ENTERED', 'ENTERED'],
    ['CANCELLED', 'ENTERED'],
    ['CANCELLED', 'CANCELLED'],
    ['CANCELLED', 'SHIPPED'],
    ['SHIPPED', 'ENTERED'],
    ['SHIPPED', 'CANCELLED'],
    ['SHIPPED', 'SHIPPED'],
  ] as const)('never goes from %s to %s', (from, to) => {
    expect(decide(line(from), to)).toBeUndefined();
  });
});

describe('a new order', () => {
  it('has its lines ENTERED, with ids that keep the order given', () => {
    const lineItems = Array.from({ length: 20 }, (_, index) => ({ ...details, item: `book ${index}` }));
    const order = newOrder({ customerId: 1, orderDate: '2024-01-01T12:00:00.000Z', lineItems }, randomUUID);
    const byId = order.lineItems.toSorted((left, right) => (left.id < right.id ? -1 : 1));
    expect(byId.map(({ item, status }) => ({ item, status }))).toEqual(
      lineItems.map(({ item }) => ({ item, status: 'ENTERED' })),
    );
    expect(new Set([order.id, ...byId.map(({ id }) => id)]).size).toBe(21);
  });
});
