import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { orderRow } from '../testing/order.ts';
import { play, playOrder } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';
import { insert, remove, update } from '../testing/rows.ts';

test('reserved credit and approved orders that are not the same', () => {
  const name = 'credit-conserved';
  const { world, order, correlations } = playOrder(system);
  world.commit('order-db', { rows: [update('orders', orderRow(order, 'REJECTED'))] });
  world.readBefore();
  expect(resultOf(world, name, correlations)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      'customer_id 1: customer-db credit_reservations.amount is 40.00 (1/17: 40.00), but ' +
        'order-db orders.order_total where state = APPROVED is 0 (no row)',
    ],
  });
});

test('a group of which not all rows were read is neither right nor wrong', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const row = { customer_id: '1', order_id: '17', amount: '40.00' };
  const rows = [insert('credit_reservations', row, 'customer_id', 'order_id')];
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreditReserved', payload: {} }];
  world.commit('customer-db', { cause: request, rows, events });
  for (const name of ['credit-conserved', 'credit-within-limit'])
    expect(resultOf(world, name, [request.id]).verdict).toBe('inconclusive');
});

test('what was there before counts, to the last cent', () => {
  const { world, correlations } = playOrder(system);
  const before = { id: '3', customer_id: '1', order_total: '9007199254740993.01', state: 'APPROVED' };
  world.readBefore({
    orders: [before],
    credit_reservations: [{ customer_id: '1', order_id: '3', amount: '9007199254740993.02' }],
  });
  expect(resultOf(world, 'credit-conserved', correlations).proof?.[0]).toContain(
    'is 9007199254741033.02 (1/17: 40.00, 1/3: 9007199254740993.02), but',
  );
});

test('a value that is no number is no sum', () => {
  const { world, correlations } = playOrder(system);
  const row = { customer_id: '1', order_id: '9', amount: 'NaN' };
  world.commit('customer-db', { rows: [insert('credit_reservations', row, 'customer_id', 'order_id')] });
  world.readBefore();
  expect(resultOf(world, 'credit-conserved', correlations).proof?.[0]).toMatch(/; no number: NaN$/);
});

test('an excess that lasted for one commit is found at that commit', () => {
  const name = 'credit-within-limit';
  const { world, correlations } = playOrder(system);
  const row = { customer_id: '1', order_id: '9', amount: '10.01' };
  world.commit('customer-db', { rows: [insert('credit_reservations', row, 'customer_id', 'order_id')] });
  world.commit('customer-db', {
    rows: [remove('credit_reservations', { customer_id: '1', order_id: '9' })],
  });
  world.readBefore();
  expect(resultOf(world, name, correlations)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      'after customer-db xid 745 at 0/1CE9, customer_id 1: customer-db credit_reservations.amount is 50.01 ' +
        '(1/17: 40.00, 1/9: 10.01), more than customer-db customers.credit_limit is 50.00 (1: 50.00)',
    ],
  });
});

test('sums of two databases are compared in the end', () => {
  const { world, correlations } = playOrder(system);
  world.readBefore();
  const side = {
    database: 'order-db',
    table: 'orders',
    group: 'customer_id',
    sum: 'order_total',
    where: {},
  };
  const limit = {
    database: 'customer-db',
    table: 'customers',
    group: 'id',
    sum: 'credit_limit',
    where: {},
  };
  const invariants = { most: { kind: 'sum-at-most', left: limit, right: side } } as const;
  const other = Object.assign(world, { system: { ...system, invariants } });
  expect(resultOf(other, 'most', correlations).proof).toHaveLength(1);
});
