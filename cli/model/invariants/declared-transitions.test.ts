import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { orderRow } from '../testing/order.ts';
import { play, playOrder } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';
import { insert, remove, update } from '../testing/rows.ts';

const name = 'declared-transitions';

test('a state written by hand', () => {
  const { world, order, correlations } = playOrder(system, 60);
  world.commit('order-db', { rows: [update('orders', orderRow(order, 'CANCELLED'))] });
  expect(resultOf(world, name, correlations)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      'create-order 17: REJECTED -> CANCELLED in order-db xid 745 at 0/1CE9: not declared; allowed: nothing',
    ],
  });
});

test('a saga that begins in no initial state', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const rows = [insert('orders', { id: '17', state: 'APPROVED' })];
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderCreated', payload: {} }];
  world.commit('order-db', { cause: request, rows, events });
  expect(resultOf(world, name, [request.id]).proof).toEqual([
    'create-order 17: begins as APPROVED in order-db xid 741 at 0/1CE5: not declared; allowed: PENDING',
  ]);
});

test('a change from a state that was not read is open until the snapshot tells it', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders/17/cancel');
  const rows = [update('orders', { id: '17', state: 'CANCELLED' })];
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderCancelled', payload: {} }];
  world.commit('order-db', { cause: request, rows, events });
  expect(resultOf(world, name, [request.id])).toEqual({
    name,
    verdict: 'inconclusive',
    proof: ['create-order 17: the state before CANCELLED in order-db xid 741 at 0/1CE5 was not read'],
  });
  world.readBefore({ orders: [{ id: '17', state: 'APPROVED' }] });
  expect(resultOf(world, name, [request.id]).verdict).toBe('pass');
});

test('a change of another column is no transition', () => {
  const { world, order, correlations } = playOrder(system);
  world.commit('order-db', { rows: [update('orders', { ...orderRow(order, 'APPROVED'), note: 'x' })] });
  expect(resultOf(world, name, correlations).verdict).toBe('pass');
});

test('a saga whose row is deleted, though it begins again and ends well', () => {
  const { world, order, correlations } = playOrder(system);
  world.commit('order-db', { rows: [remove('orders', { id: order.id })] });
  world.commit('order-db', { rows: [insert('orders', orderRow(order, 'PENDING'))] });
  world.commit('order-db', { rows: [update('orders', orderRow(order, 'APPROVED'))] });
  expect(resultOf(world, name, correlations).proof).toEqual([
    'create-order 17: its row was deleted in order-db xid 745 at 0/1CE9: not declared',
  ]);
});
