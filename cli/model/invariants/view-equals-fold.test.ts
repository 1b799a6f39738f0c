import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { play, playOrder } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';

const name = 'view-equals-fold';

test('a field written by hand', () => {
  const { world, story, correlations } = playOrder(system);
  story.change('orders', '17', { state: 'SHIPPED', colour: 'red' }, {});
  expect(resultOf(world, name, correlations)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      expect.stringMatching(
        /^orders 17: state is "SHIPPED", the events say "APPROVED" \(OrderApproved \S+\)$/,
      ),
      'orders 17: colour is "red", no event set it',
    ],
  });
});

test('an event that the view has not heard', () => {
  const { world, correlations } = playOrder(system, 40, { unhandled: ['order-history/OrderApproved'] });
  expect(resultOf(world, name, correlations).proof).toEqual([
    expect.stringMatching(/^customers 1: orders\.17\.state is "PENDING", the events say "APPROVED"/),
    expect.stringMatching(/^orders 17: state is "PENDING", the events say "APPROVED"/),
  ]);
});

test('a document that was never written, and one that was deleted', () => {
  const unheard = ['order-history/CustomerCreated'];
  const { world, story } = play(system, { unhandled: unheard });
  const { request } = story.createCustomer(5);
  expect(resultOf(world, name, [request.id]).proof?.[0]).toMatch(
    /^customers 1 was never written; the last event/,
  );
  world.document({ collection: 'customers', id: '1', op: 'delete', document: null });
  expect(resultOf(world, name, [request.id]).proof?.[0]).toMatch(/^customers 1 was deleted; /);
});

test('a document that an event was not meant for', () => {
  const { world, story, correlations } = playOrder(system);
  const [message] = world.model().messages.byCorrelation.get(correlations[0]!) ?? [];
  story.change('customers', '2', { name: 'Jane' }, { Customer: { 1: message!.id } });
  expect(resultOf(world, name, correlations).proof).toEqual(['customers 2: name is "Jane", no event set it']);
});

test('of a document from before, only what the events set is judged, and what was there must stay', () => {
  const { world, story } = play(system);
  const before = { _id: 1n, name: 'Jane', creditLimit: { amount: 50 } };
  world.document({ collection: 'customers', id: '1', op: 'update', document: before });
  const { request } = story.placeOrder('1', 40);
  const [row] = world.model().messages.byCorrelation.get(request.id) ?? [];
  const order = { orderId: 17n, state: 'REJECTED', orderTotal: { amount: '40.00' } };
  const guards = { Order: { 17: row!.id } };
  const document = { ...before, orders: { 17: order }, guards };
  world.document({ collection: 'customers', id: '1', op: 'update', document });
  expect(resultOf(world, name, [request.id]).verdict).toBe('pass');
  world.document({
    collection: 'customers',
    id: '1',
    op: 'update',
    document: { ...document, name: 'Joan' },
  });
  expect(resultOf(world, name, [request.id]).proof).toEqual(['customers 1: name is "Joan", no event set it']);
});

test('an id that is the name of every object’s parent is a name like any other', () => {
  const fold = structuredClone(system.views['orders']!.fold);
  fold['Order/OrderCreated']!.set = { 'orders.{{aggregateId}}.state': 'NEW' };
  const views = { ...system.views, orders: { ...system.views['orders']!, fold } };
  const { world } = play({ ...system, views });
  const id = '__proto__';
  const cause = world.request('order-service', 'POST', '/orders');
  const event = { aggregate: 'Order', id, type: 'OrderCreated', payload: {} };
  world.commit('order-db', { cause, events: [event] });
  world.document({ collection: 'orders', id, op: 'insert', document: { colour: 'red' } });
  expect(resultOf(world, name, [cause.id]).proof).toContainEqual(
    expect.stringContaining(`orders ${id}: orders is nothing, the events say {"${id}":{"state":"NEW"}}`),
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('state');
});
