import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { eventsOf } from './events.ts';
import { hasGap } from './gaps.ts';
import { lagOf } from './lag.ts';
import { sagaViews } from './sagas/saga-view.ts';
import { currentDocument, currentRows } from './state.ts';
import { play, playOrder } from './testing/play.ts';
import { remove, update } from './testing/rows.ts';
import { touchedBefore } from './touched.ts';

test('events are in causal order, each once', () => {
  const { world, correlations, story, order } = playOrder(system);
  const cancel = story.cancelOrder(order);
  const events = eventsOf(world.model(), [...correlations, cancel.id]);
  expect(
    events.map(({ type, aggregateType, aggregateId }) => `${type} ${aggregateType} ${aggregateId}`),
  ).toEqual([
    'CustomerCreated Customer 1',
    'OrderCreated Order 17',
    'CustomerCreditReserved Customer 1',
    'OrderApproved Order 17',
    'OrderCancelled Order 17',
  ]);
});

test('an event that was committed but not relayed is one all the same', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['OrderApproved'] });
  expect(eventsOf(world.model(), correlations).at(-1)?.type).toBe('OrderApproved');
});

test('rows are as the last change left them', () => {
  const { world, story, order } = playOrder(system);
  story.cancelOrder(order);
  const model = world.model();
  expect(currentRows(model, 'order-db', 'orders').map(({ id, state }) => [id, state])).toEqual([
    ['17', 'CANCELLED'],
  ]);
  expect(currentRows(model, 'customer-db', 'credit_reservations')).toEqual([]);
  expect(currentRows(model, 'customer-db', 'no_such_table')).toEqual([]);
});

test('rows from before the first change are those of the snapshot, whenever it comes', () => {
  const { world } = play(system);
  world.commit('order-db', { rows: [update('orders', { id: '2', state: 'APPROVED' })] });
  world.readBefore({
    orders: [
      { id: '1', state: 'PENDING' },
      { id: '2', state: 'PENDING' },
    ],
  });
  const rows = currentRows(world.model(), 'order-db', 'orders');
  expect(Object.fromEntries(rows.map(({ id, state }) => [id, state]))).toEqual({
    1: 'PENDING',
    2: 'APPROVED',
  });
});

test('documents are as the last change left them', () => {
  const { world } = playOrder(system);
  expect(currentDocument(world.model(), 'order-history-db', 'orders', '17')).toMatchObject({
    state: 'APPROVED',
  });
  expect(currentDocument(world.model(), 'order-history-db', 'orders', '18')).toBeUndefined();
  world.document({ collection: 'orders', id: '17', op: 'delete', document: null });
  expect(currentDocument(world.model(), 'order-history-db', 'orders', '17')).toBeNull();
});

test('a saga is told with all its states, also those set by hand', () => {
  const { world, correlations } = playOrder(system);
  world.commit('order-db', { rows: [update('orders', { id: '17', state: 'PENDING' })] });
  expect(sagaViews(world.model(), correlations)).toEqual([
    {
      saga: 'create-order',
      instance: '17',
      database: 'order-db',
      table: 'orders',
      state: 'PENDING',
      terminal: false,
      history: [
        { state: 'PENDING', xid: 742, lsn: '0/1CE6' },
        { state: 'APPROVED', xid: 744, lsn: '0/1CE8' },
        { state: 'PENDING', xid: 745, lsn: '0/1CE9' },
      ],
    },
  ]);
});

test('lag says where messages wait', () => {
  const { world, story } = playOrder(system, 40, {
    unhandled: ['customer-service-orders/OrderCreated'],
    idle: ['order-history/OrderCreated'],
  });
  const none = { 'customer-service-orders': 0, 'order-service-customers': 0, 'order-history': 0 };
  expect(lagOf(world.model())).toEqual({
    relays: { 'order-db': 0, 'customer-db': 0 },
    consumers: { ...none, 'customer-service-orders': 1 },
    views: { customers: 1, orders: 1 },
  });
  const events = [{ aggregate: 'Order', id: 18, type: 'OrderCreated', payload: {} }];
  world.commit('order-db', { events });
  expect(lagOf(world.model()).relays).toEqual({ 'order-db': 1, 'customer-db': 0 });
  expect(story.createCustomer(1).id).toBe('2');
  expect(lagOf(world.model()).consumers['order-history']).toBe(0);
});

test('a gap stays, whatever the probe says later', () => {
  const { world } = play(system);
  expect(hasGap(world.model())).toBeUndefined();
  world.gap('topics', 'the broker was restarted');
  world.tell('probe topics', { kind: 'probe', probe: 'topics', state: 'watching' });
  expect(hasGap(world.model())).toBe('the probe topics has a gap: the broker was restarted');
});

test('what was touched is asked for as it was before, until it is known', () => {
  const { world, correlations } = playOrder(system);
  world.commit('order-db', { rows: [update('orders', { id: '9', customer_id: '4', state: 'CANCELLED' })] });
  world.commit('customer-db', { rows: [remove('credit_reservations', { customer_id: '5', order_id: '3' })] });
  expect(touchedBefore(world.model(), correlations)).toEqual([
    { database: 'customer-db', table: 'credit_reservations', column: 'customer_id', values: ['1'] },
    { database: 'order-db', table: 'orders', column: 'customer_id', values: ['1'] },
  ]);
  expect(touchedBefore(world.model())).toEqual([
    { database: 'customer-db', table: 'credit_reservations', column: 'customer_id', values: ['1', '4', '5'] },
    { database: 'order-db', table: 'orders', column: 'customer_id', values: ['1', '4', '5'] },
    { database: 'customer-db', table: 'customers', column: 'id', values: ['5'] },
    { database: 'order-db', table: 'orders', column: 'id', values: ['9'] },
  ]);
  for (const { database, table, column, values } of touchedBefore(world.model()))
    world.tell('snapshots', { kind: 'snapshot', database, table, rows: [], column, values });
  expect(touchedBefore(world.model())).toEqual([]);
});

test('facts of steps and of tables that nobody named are taken and say nothing', () => {
  const { world, correlations } = playOrder(system);
  const before = sagaViews(world.model(), correlations);
  world.tell('lab', { kind: 'step', scenario: 'approve', step: 'post', state: 'passed' });
  world.commit('customer-db', { rows: [update('audit', { id: '1' })] });
  world.tell('snapshots', { kind: 'snapshot', database: 'customer-db', table: 'audit', rows: [{ id: '1' }] });
  expect(sagaViews(world.model(), correlations)).toEqual(before);
});
