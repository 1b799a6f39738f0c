import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { missingHops } from './missing.ts';
import type { Mishaps } from './testing/customers-and-orders.ts';
import { play, playOrder } from './testing/play.ts';
import { update } from './testing/rows.ts';

/** The label as if its age were 3.2 s. */
function aged(label: string): string {
  return label.replace(/ for [\d.]+ m?s/, ' for 3.2 s');
}

const customers = 'customer-service-orders';
const orders = 'order-service-customers';

test('nothing is missing where all has happened', () => {
  const { world, correlations } = playOrder(system);
  expect(missingHops(world.model(), correlations)).toEqual([]);
});

test.each<[string, Mishaps, string[]]>([
  ['relay that is stopped', { unrelayed: ['OrderCreated'] }, ['relay: OrderCreated not relayed for 3.2 s']],
  [
    'handler that never answers',
    { unhandled: [`${customers}/OrderCreated`] },
    [`handled: OrderCreated not handled by ${customers} for 3.2 s`],
  ],
  [
    'view that hears nothing',
    { unhandled: ['order-history/OrderApproved'] },
    ['handled: OrderApproved not handled by order-history for 3.2 s'],
  ],
  [
    'handler that does nothing while the order waits',
    { idle: [`${customers}/OrderCreated`] },
    [
      'outbox: customer-service emitted no CustomerCreditReserved or CustomerCreditReservationFailed or ' +
        'CustomerValidationFailed after OrderCreated for 3.2 s',
    ],
  ],
  [
    'decision that is not taken',
    { idle: [`${orders}/CustomerCreditReserved`] },
    ['outbox: order-service emitted no OrderApproved after CustomerCreditReserved for 3.2 s'],
  ],
  [
    'view that does nothing',
    { idle: ['order-history/OrderApproved'] },
    [
      'document: OrderApproved not in customers 1 for 3.2 s',
      'document: OrderApproved not in orders 17 for 3.2 s',
    ],
  ],
])('a %s', (_, mishaps, expected) => {
  const { world, correlations } = playOrder(system, 40, mishaps);
  const model = world.model();
  const chain = missingHops(model, correlations);
  expect(chain.map(({ atMs, sinceRootMs, sinceCauseMs }) => [atMs, sinceRootMs, sinceCauseMs])).toEqual(
    chain.map(() => [null, null, null]),
  );
  expect(chain.map(({ type, label }) => `${type}: ${aged(label)}`)).toEqual(expected);
});

test('its age is counted from when its cause was seen, to now or to the last observation', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['OrderApproved'] });
  const model = world.model();
  const [commit] = world.told.filter(({ source }) => source === 'wal order-db').slice(-1);
  const [at] = missingHops(model, correlations, commit!.observation.seenMs + 3210);
  expect(at?.label).toBe('OrderApproved not relayed for 3.2 s');
  const [last] = missingHops(model, correlations);
  expect(last?.label).toBe(`OrderApproved not relayed for ${model.seenMs - commit!.observation.seenMs} ms`);
});

test('a relayed message that no probe saw on its topic is a missing record', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderCreated', payload: {} }];
  const [message] = world.commit('order-db', { cause: request, events });
  world.relay(message!, null);
  const missing = missingHops(world.model(), [request.id]);
  expect(missing.map(({ type, ref }) => [type, ref.topic])).toEqual([['record', 'Order']]);
});

test('what cannot be observed is not missing', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['OrderApproved'] });
  const model = world.model(world.told, { linesObservable: false });
  expect(missingHops(model, correlations).map(({ type }) => type)).toEqual(['record']);
});

test('the last error and the state of the process are told with it', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreditReserved', payload: {} }];
  const [message] = world.commit('customer-db', { cause: request, events });
  const record = world.publish(message!);
  world.deliver(orders, message!, record, { event: 'retry', attempt: 2, error: 'deadlock detected' });
  world.tell('processes', { kind: 'process', process: 'order-service', pid: null, state: 'exited' });
  const [missing] = missingHops(world.model(), [request.id], 0);
  expect(missing?.label).toMatch(/ \(attempt 2: deadlock detected, order-service is exited\)$/);
  expect(missing?.ref.error).toBe('deadlock detected');
});

test('a message that is skipped as unknown, though the system file says it is handled, is missing', () => {
  const { world } = play(system);
  const request = world.request('customer-service', 'POST', '/customers');
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreated', payload: {} }];
  const [message] = world.commit('customer-db', { cause: request, events });
  world.deliver('order-history', message!, world.publish(message!), { event: 'skipped' });
  const [missing] = missingHops(world.model(), [request.id]);
  expect(missing?.label).toContain('(skipped as unknown)');
});

test('an answer about an order that is decided already needs no answer', () => {
  const { world, story, order, correlations } = playOrder(system);
  const cancel = story.cancelOrder(order);
  const cause = { correlation: order.request.id, id: world.newId(), consumer: customers };
  const created = world.model().messages.byCorrelation.get(order.request.id)![0]!;
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreditReserved', payload: {} }];
  const [late] = world.commit('customer-db', { cause: { ...cause, id: created.id }, events });
  const record = world.publish(late!);
  const again = { correlation: order.request.id, id: late!.id, consumer: orders };
  world.commit('order-db', { cause: again });
  world.deliver(orders, late!, record, { event: 'duplicate' });
  expect(missingHops(world.model(), [...correlations, cancel.id])).toEqual([]);
});

test('a handler that changed a row but told nobody has failed to answer, decided or not', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreditReserved', payload: {} }];
  const [message] = world.commit('customer-db', { cause: request, events });
  const record = world.publish(message!);
  const cause = { correlation: request.id, id: message!.id, consumer: orders };
  world.commit('order-db', { cause, rows: [update('orders', { id: '17', state: 'APPROVED' })] });
  world.deliver(orders, message!, record);
  expect(missingHops(world.model(), [request.id]).map(({ type }) => type)).toEqual(['outbox']);
});

test('a document that a later event of the same order has changed lacks nothing', () => {
  const { world, order, correlations } = playOrder(system, 40, { idle: ['order-history/OrderCreated'] });
  expect(order.id).toBe('17');
  expect(missingHops(world.model(), correlations)).toEqual([]);
});
