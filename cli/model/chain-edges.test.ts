import { expect, test } from 'vitest';
import { parseSystem } from '../systems/load.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import type { Hop } from './hop.ts';
import { resultOf } from './testing/proof.ts';
import { play, playOrder } from './testing/play.ts';
import { treeOf } from './testing/tree.ts';
import { insert, update } from './testing/rows.ts';
import type { World } from './testing/world.ts';

function labels(world: World, correlations: readonly string[], kind: Hop['kind']): string[] {
  return chainOf(world.model(), correlations)
    .filter((hop) => hop.kind === kind)
    .map(({ label }) => label);
}

test('a process that died before it wrote its line is known by what it committed', () => {
  const consumer = 'customer-service-orders';
  const { world, order, correlations } = playOrder(system, 40, {
    noRelayLine: ['OrderCreated'],
    noLine: [`${consumer}/OrderCreated`, 'order-history/OrderCreated'],
  });
  const complete = playOrder(system);
  const known = treeOf(chainOf(world.model(), correlations)).map((line) => line.trim());
  const all = treeOf(chainOf(complete.world.model(), complete.correlations)).map((line) => line.trim());
  const lost = new Set([
    'relay: OrderCreated relayed to Order',
    'handled: order-history handled OrderCreated',
  ]);
  expect(known).toEqual(all.filter((line) => !lost.has(line)));
  const documents = chainOf(world.model(), [order.request.id]).filter(({ kind }) => kind === 'document');
  expect(documents.map(({ cause }) => cause?.split(':')[0])).toEqual([
    'handled',
    'handled',
    'record',
    'record',
  ]);
});

test('repeats are hops of their own and have no effects of their own', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const [message] = world.commit('order-db', {
    cause: request,
    events: [{ aggregate: 'Customer', id: 1, type: 'CustomerCreated', payload: {} }],
  });
  const first = world.publish(message!);
  const second = world.publish(message!);
  world.deliver('order-history', message!, first, { event: 'retry', attempt: 1, error: 'not reachable' });
  world.deliver('order-history', message!, first);
  world.deliver('order-history', message!, second, { event: 'duplicate' });
  const tree = treeOf(chainOf(world.model(), [request.id]));
  expect(tree.slice(1)).toEqual([
    '  outbox: CustomerCreated of Customer 1 in the outbox',
    '    relay: CustomerCreated relayed to Customer',
    '      record: CustomerCreated at Customer/0@0',
    '        retry: order-history will retry CustomerCreated: not reachable',
    '        handled: order-history handled CustomerCreated',
    expect.stringContaining('missing: CustomerCreated not in customers 1 for '),
    '    relay: CustomerCreated relayed to Customer',
    '      record: CustomerCreated at Customer/0@1',
    '        duplicate: order-history saw again CustomerCreated',
  ]);
});

test('a parked message ends its branch', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreated', payload: {} }];
  const [message] = world.commit('order-db', { cause: request, events });
  const record = world.publish(message!);
  world.deliver('order-history', message!, record, { event: 'parked', attempt: 5, error: 'no name' });
  const chain = chainOf(world.model(), [request.id]);
  expect(chain.at(-1)).toMatchObject({
    kind: 'parked',
    label: 'order-history parked CustomerCreated: no name',
    ref: { error: 'no name', offset: '0' },
  });
});

test('lines of unknown events say nothing', () => {
  const { world, correlations } = playOrder(system);
  const before = chainOf(world.model(), correlations);
  const line = JSON.parse('{"event":"fault","at":1,"message":"0","seam":"after-commit"}') as never;
  world.line('order-service', line);
  expect(chainOf(world.model(), correlations)).toEqual(before);
});

test('a change made by hand is in no chain', () => {
  const { world, correlations } = playOrder(system);
  const before = chainOf(world.model(), correlations);
  world.commit('order-db', { rows: [update('orders', { id: '17', state: 'PENDING' })] });
  expect(chainOf(world.model(), correlations)).toEqual(before);
});

test('what carries a correlation but whose cause was not seen is a root', () => {
  const { world } = play(system);
  const cause = { correlation: 'c', id: 'unseen', consumer: 'order-service-customers' };
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderApproved', payload: {} }];
  world.commit('order-db', { cause, rows: [insert('orders', { id: '17', state: 'APPROVED' })], events });
  const chain = chainOf(world.model(), ['c']);
  expect(chain.map(({ kind, cause }) => `${kind} ${cause === null}`)).toEqual([
    'row true',
    'saga false',
    'outbox false',
    'missing false',
  ]);
});

test('a record that names a cause but has no outbox row hangs on that cause', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const phantom = { id: 'f', key: '1', topic: 'Customer', type: 'CustomerCreated', payload: '{}' };
  world.record({ ...phantom, correlation: request.id, causation: request.id, database: '', xid: 0, lsn: '' });
  expect(treeOf(chainOf(world.model(), [request.id]))[1]).toBe('  record: CustomerCreated at Customer/0@0');
});

test('messages that claim each other as their cause are each told once', () => {
  const { world } = play(system);
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderRejected', payload: {} }];
  const [a] = world.commit('order-db', { cause: { correlation: 'c', id: 'nobody' }, events });
  const [b] = world.commit('order-db', { cause: { correlation: 'c', id: a!.id }, events });
  world.record({ ...a!, causation: b!.id });
  const ids = chainOf(world.model(), ['c']).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an update whose state before was not seen shows as such until a snapshot tells it', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders/17/cancel');
  const events = [{ aggregate: 'Order', id: 17, type: 'OrderCancelled', payload: {} }];
  world.commit('order-db', {
    cause: request,
    rows: [update('orders', { id: '17', state: 'CANCELLED' })],
    events,
  });
  expect(labels(world, [request.id], 'saga')).toEqual(['create-order 17: ? -> CANCELLED']);
  world.readBefore({ orders: [{ id: '17', state: 'APPROVED' }] });
  expect(labels(world, [request.id], 'saga')).toEqual(['create-order 17: APPROVED -> CANCELLED']);
});

test('other traffic in the lab changes nothing', () => {
  const alone = playOrder(system);
  const { world, story, correlations } = playOrder(system);
  const chain = chainOf(world.model(), correlations);
  const other = story.placeOrder('1', 30);
  story.cancelOrder(other);
  world.request('customer-service', 'GET', '/customers');
  expect(chainOf(world.model(), correlations)).toEqual(chain);
  expect(chain).toEqual(chainOf(alone.world.model(), alone.correlations));
});

test('a repeat that a consumer has not taken yet is missing: it may still have an effect', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreated', payload: {} }];
  const [message] = world.commit('order-db', { cause: request, events });
  world.deliver('order-history', message!, world.publish(message!));
  const repeat = world.publish(message!);
  const notTaken = () =>
    labels(world, [request.id], 'missing').filter((label) => label.includes('repeated at'));
  expect(notTaken()).toEqual([
    expect.stringMatching(/^CustomerCreated repeated at Customer\/0@1 not taken by order-history for/),
  ]);
  world.deliver('order-history', message!, repeat, { event: 'duplicate' });
  expect(notTaken()).toEqual([]);
});

test('a record that a step put on a topic is marked as injected, and blames nobody', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const events = [{ aggregate: 'Customer', id: 1, type: 'CustomerCreated', payload: {} }];
  const [message] = world.commit('order-db', { cause: request, events });
  world.publish(message!);
  const put = world.record({ ...message!, id: '0000000000000009-00000000000000bb' });
  const phantoms = () => resultOf(world, 'every-outbox-row-on-its-topic', [request.id]).verdict;
  expect(phantoms()).toBe('fail');
  world.tell('lab', { kind: 'step', scenario: 'mine', step: 'publish', state: 'passed', put });
  expect(phantoms()).toBe('pass');
  const records = chainOf(world.model(), [request.id]).filter(({ kind }) => kind === 'record');
  expect(records.map(({ ref, injected }) => [ref.offset, injected])).toEqual([
    ['0', false],
    ['1', true],
  ]);
});

test('what a service asks of another in handling a request stands below that request', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const inner = { id: world.newId(), correlation: request.correlation, cause: request.id };
  world.httpLine('customer-service', { ...inner, method: 'POST', path: '/customers', status: 200 });
  world.commit('customer-db', {
    cause: inner,
    events: [{ aggregate: 'Customer', id: 1, type: 'CustomerCreated', payload: {} }],
  });
  expect(treeOf(chainOf(world.model(), [request.correlation])).slice(0, 3)).toEqual([
    'http: POST /orders -> 200',
    '  http: POST /customers -> 200',
    '    outbox: CustomerCreated of Customer 1 in the outbox',
  ]);
});

const stock = (request: string, units: number) => ({ id: '1', units: String(units), changed_for: request });

test('a row that names its request tells of each request that changed it', () => {
  const stocked = parseSystem(
    'stock.yaml',
    `
version: 1
name: stock
databases: { stock-db: { kind: postgres } }
services: { stock: { command: [node, x.js], port: 8082, health: /health } }
tables: { stock-db: { products: { key: [id], cause: changed_for } } }
`,
  );
  const { world } = play(stocked);
  const [put, reserve] = [
    world.request('stock', 'PUT', '/products/1'),
    world.request('stock', 'POST', '/reserve'),
  ];
  world.commit('stock-db', { rows: [insert('products', stock(put.id, 5))] });
  world.commit('stock-db', { rows: [update('products', stock(reserve.id, 4))] });
  const tree = treeOf(chainOf(world.model(), [put.correlation, reserve.correlation]));
  expect(tree.map((line) => line.trim().split(':')[0])).toEqual(['http', 'row', 'http', 'row']);
});
