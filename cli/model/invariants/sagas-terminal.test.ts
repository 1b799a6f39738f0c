import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { play, playOrder } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';
import { insert, remove } from '../testing/rows.ts';

const name = 'every-order-terminal';

test('an order that waits, and what it waits for', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['CustomerCreditReserved'] });
  expect(resultOf(world, name, correlations)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      'create-order 17 is PENDING since order-db xid 742 at 0/1CE6; terminal: APPROVED, REJECTED, CANCELLED',
      expect.stringMatching(/^CustomerCreditReserved not relayed for \d+ m?s$/),
    ],
  });
});

test('a parked message that kept it there', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const rows = [insert('orders', { id: '17', state: 'PENDING' })];
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderCreated', payload: {} }];
  const [message] = world.commit('order-db', { cause: request, rows, events });
  const failure = { event: 'parked', error: 'no total' } as const;
  world.deliver('customer-service-orders', message!, world.publish(message!), failure);
  expect(resultOf(world, name, [request.id]).proof).toContain(
    'customer-service-orders parked OrderCreated: no total',
  );
});

test('a saga whose row was deleted', () => {
  const { world, correlations } = playOrder(system);
  world.commit('order-db', { rows: [remove('orders', { id: '17' })] });
  expect(resultOf(world, name, correlations).proof?.[0]).toMatch(/^create-order 17 has lost its row/);
});
