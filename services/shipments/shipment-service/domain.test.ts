import { expect, test } from 'vitest';
import type { LineStatus } from '../order-service/messages.ts';
import { statusOf } from './domain.ts';

const cases: readonly (readonly [LineStatus[], string])[] = [
  [['ENTERED', 'ENTERED'], 'OPEN'],
  [['ENTERED', 'CANCELLED'], 'OPEN'],
  [['SHIPPED', 'ENTERED'], 'OPEN'],
  [['SHIPPED', 'CANCELLED'], 'SHIPPED'],
  [['SHIPPED'], 'SHIPPED'],
  [['CANCELLED', 'CANCELLED'], 'CANCELLED'],
];

test.each(cases)('a shipment whose lines are %s is %s', (statuses, status) => {
  const lines = statuses.map((each, index) => ({
    id: String(index),
    item: 'a book',
    quantity: 1,
    status: each,
  }));
  expect(statusOf({ lines })).toBe(status);
});
