import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import type { Hop } from './hop.ts';
import { play, playOrder } from './testing/play.ts';
import { treeOf } from './testing/tree.ts';
import type { World } from './testing/world.ts';

function labels(world: World, correlations: readonly string[], kind: Hop['kind']): string[] {
  return chainOf(world.model(), correlations)
    .filter((hop) => hop.kind === kind)
    .map(({ label }) => label);
}

test('an approved order is one chain, from the request to the documents', () => {
  const { world, correlations } = playOrder(system);
  expect(treeOf(chainOf(world.model(), correlations))).toEqual(
    `
http: POST /customers -> 200
  row: insert customers 1
    outbox: CustomerCreated of Customer 1 in the outbox
      relay: CustomerCreated relayed to Customer
        record: CustomerCreated at Customer/0@0
          handled: order-history handled CustomerCreated
            document: customers 1: CustomerCreated applied
http: POST /orders -> 200
  row: insert orders 17
    saga: create-order 17: PENDING
    outbox: OrderCreated of Order 17 in the outbox
      relay: OrderCreated relayed to Order
        record: OrderCreated at Order/0@0
          handled: customer-service-orders handled OrderCreated
            row: insert credit_reservations 1/17
              outbox: CustomerCreditReserved of Customer 1 in the outbox
                relay: CustomerCreditReserved relayed to Customer
                  record: CustomerCreditReserved at Customer/0@1
                    handled: order-service-customers handled CustomerCreditReserved
                      row: update orders 17
                        saga: create-order 17: PENDING -> APPROVED
                        outbox: OrderApproved of Order 17 in the outbox
                          relay: OrderApproved relayed to Order
                            record: OrderApproved at Order/0@1
                              handled: order-history handled OrderApproved
                                document: customers 1: OrderApproved applied
                                document: orders 17: OrderApproved applied
          handled: order-history handled OrderCreated
            document: customers 1: OrderCreated applied
            document: orders 17: OrderCreated applied`
      .trim()
      .split('\n'),
  );
});

test('an order above the limit is rejected without a row at the customer', () => {
  const { world, order } = playOrder(system, 60);
  const tree = treeOf(chainOf(world.model(), [order.request.id])).map((line) => line.trim());
  expect(tree).toContain('outbox: CustomerCreditReservationFailed of Customer 1 in the outbox');
  expect(tree).toContain('saga: create-order 17: PENDING -> REJECTED');
  expect(tree.filter((line) => line.startsWith('missing'))).toEqual([]);
});

test('roots are the requests in the order given, whatever came in between', () => {
  const { world, story, order } = playOrder(system);
  const cancel = story.cancelOrder(order);
  expect(labels(world, [cancel.id, order.request.id], 'http')).toEqual([
    'POST /orders/17/cancel -> 200',
    'POST /orders -> 200',
  ]);
  expect(labels(world, [cancel.id], 'row')).toEqual(['update orders 17', 'delete credit_reservations 1/17']);
});

test('each hop says what is real of it', () => {
  const { world, order } = playOrder(system);
  const chain = chainOf(world.model(), [order.request.id]);
  const ref = (kind: Hop['kind']) => chain.find((hop) => hop.kind === kind)?.ref;
  const outbox = chain.find(({ kind }) => kind === 'outbox');
  const message = outbox?.ref.message;
  const commit = { database: 'order-db', xid: 742, lsn: '0/1CE6' };
  expect(ref('http')).toEqual({ method: 'POST', path: '/orders', status: 200 });
  expect(ref('row')).toEqual({ ...commit, table: 'orders', key: { id: '17' } });
  expect(ref('saga')).toEqual({ ...commit, table: 'orders', saga: 'create-order', instance: '17' });
  expect(ref('outbox')).toEqual({ ...commit, table: 'message', key: '17', message, topic: 'Order' });
  const record = { topic: 'Order', partition: 0, offset: '0' };
  expect(ref('relay')).toEqual({ ...commit, ...record, key: '17', message });
  expect(ref('record')).toEqual({ ...record, key: '17', message });
  expect(ref('handled')).toEqual({
    ...record,
    consumer: 'customer-service-orders',
    message,
    database: 'customer-db',
    xid: 743,
    lsn: '0/1CE7',
  });
  expect(ref('document')).toMatchObject({ database: 'order-history-db', collection: 'customers', _id: '1' });
});

test('each hop says who did it', () => {
  const { world, order } = playOrder(system);
  const chain = chainOf(world.model(), [order.request.id]);
  const services = chain.map(({ kind, service }) => `${kind} ${service}`);
  expect(new Set(services)).toEqual(
    new Set([
      'http order-service',
      'row order-service',
      'saga order-service',
      'outbox order-service',
      'relay relay',
      'record order-service',
      'handled customer-service',
      'row customer-service',
      'outbox customer-service',
      'record customer-service',
      'handled order-service',
      'handled order-history-service',
      'document order-history-service',
    ]),
  );
});

test('a request that the lab did not fire is known by its line', () => {
  const { world } = play(system);
  world.httpLine('order-service', {
    id: 'r1',
    correlation: 'c1',
    method: 'POST',
    path: '/orders',
    status: 200,
  });
  expect(labels(world, ['c1'], 'http')).toEqual(['POST /orders -> 200']);
});

test('a request without an answer says why', () => {
  const { world } = play(system);
  const request = { id: 'r1', correlation: 'r1', service: 'order-service', method: 'POST', path: '/orders' };
  world.tell('lab', {
    kind: 'request',
    ...request,
    status: null,
    ms: 5000,
    error: 'no answer within 5000 ms',
  });
  const [hop] = chainOf(world.model(), ['r1']);
  expect(hop).toMatchObject({
    label: 'POST /orders -> no answer within 5000 ms',
    ref: { status: null, error: 'no answer within 5000 ms' },
    clock: 'source',
  });
});
