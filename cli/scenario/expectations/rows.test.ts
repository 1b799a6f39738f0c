import { expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { RowsExpectation } from '../schema.ts';
import { findRows } from './rows.ts';

const { world, order } = playOrder(system);
const model = world.model();

const look = (expected: Partial<RowsExpectation>) =>
  findRows(model, { database: 'order-db', table: 'orders', where: {}, ...expected });

test('rows are found by value, whatever type the file gives it', () => {
  for (const id of [order.id, Number(order.id)])
    expect(look({ where: { id, order_total: 40 }, equals: { state: 'APPROVED' } }).holds).toBe(true);
  expect(look({ where: { id: 99 }, count: 0 }).holds).toBe(true);
});

test('what does not hold says why', () => {
  expect(look({ where: { id: order.id }, equals: { state: 'REJECTED' } }).why).toBe(
    '$.state: expected "REJECTED", got "APPROVED"',
  );
  expect(look({ where: { id: 99 } }).why).toBe('no such row of orders');
  expect(look({ count: 2 }).why).toBe('expected 2 rows of orders, got 1');
});

test('a column that there is not is no proof that there are no rows', () => {
  expect(look({ where: { identity: order.id }, count: 0 })).toMatchObject({
    holds: false,
    why: expect.stringMatching(/^orders has no column "identity"/) as string,
  });
});
