import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { play } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';

const created = { aggregate: 'Order', id: 17, type: 'OrderCreated', payload: { n: 1 } };

const name = 'order-per-key';

function twoEvents() {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const [first] = world.commit('order-db', { cause: request, events: [created] });
  const [second] = world.commit('order-db', {
    cause: request,
    events: [{ ...created, type: 'OrderApproved' }],
  });
  return { world, run: [request.id], first: first!, second: second! };
}

test('holds in commit order; a later repeat changes nothing', () => {
  const { world, run, first, second } = twoEvents();
  world.publish(first);
  world.publish(second);
  world.publish(first);
  expect(resultOf(world, name, run).verdict).toBe('pass');
});

test('an event before the one that was committed before it', () => {
  const { world, run, first, second } = twoEvents();
  world.publish(second);
  world.publish(first);
  expect(resultOf(world, name, run)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      `Order key 17: OrderApproved ${second.id} (order-db xid 742 at 0/1CE6) is at Order/0@0, before ` +
        `OrderCreated ${first.id} (order-db xid 741 at 0/1CE5) is at Order/0@1, but was committed after it`,
    ],
  });
});

test('a key on two partitions', () => {
  const { world, run, first, second } = twoEvents();
  world.record(first);
  world.record(second, { partition: 1 });
  expect(resultOf(world, name, run).proof?.[0]).toContain('two partitions have no order');
});

test('a message that is not there yet says nothing about order', () => {
  const { world, run, second } = twoEvents();
  world.publish(second);
  expect(resultOf(world, name, run).verdict).toBe('pass');
});
