import { expect, test } from 'vitest';
import { chainOf } from '../model/chain.ts';
import type { Hop } from '../model/hop.ts';
import { play, playOrder } from '../model/testing/play.ts';
import type { Mishaps } from '../model/testing/customers-and-orders.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { sequenceOf, type Sequence } from './sequence.ts';

function ordered(mishaps: Mishaps = {}): Sequence {
  const { world, order } = playOrder(system, 40, mishaps);
  return sequenceOf([{ chain: chainOf(world.model(), [order.request.id]) }]);
}

function told({ participants, rows }: Sequence): string[] {
  const name = (index: number) => participants[index]?.name ?? '?';
  return rows.map((row) => {
    if (row.kind === 'heading') return `== ${row.text}`;
    if (row.kind === 'note') return `${row.tone} of ${name(row.over)}: ${row.text}`;
    return `${name(row.from)} ${row.line} ${name(row.to)}: ${row.text}`;
  });
}

test('everybody stands where a message comes past: client, services with their databases, relay, topics, views', () => {
  expect(ordered().participants.map(({ name, role }) => `${role} ${name}`)).toEqual([
    'client client',
    'service order-service',
    'database order-db',
    'service customer-service',
    'database customer-db',
    'relay relay',
    'topic Order',
    'topic Customer',
    'service order-history-service',
    'view customers',
    'view orders',
  ]);
});

test('a commit is one message, whatever it changed and sent; the state that it gave a saga is a note', () => {
  expect(told(ordered()).slice(0, 5)).toEqual([
    'client solid order-service: POST /orders -> 200',
    'order-service solid order-db: insert orders 17, outbox: OrderCreated',
    'state of order-service: create-order 17: PENDING',
    'order-db solid relay: OrderCreated at 0/1CE6',
    'relay solid Order: OrderCreated Order/0@0',
  ]);
});

function request(id: string, service: string, cause: string | null): Hop {
  return {
    id,
    service,
    cause,
    correlation: 'c',
    kind: 'http',
    type: 'GET',
    label: `GET /${service} -> 200`,
    ref: {},
    injected: false,
    atMs: 0,
    clock: 'source',
    sinceRootMs: 0,
    sinceCauseMs: null,
  };
}

test('a request that a service makes is its own, and not the client’s', () => {
  const chain = [request('1', 'gateway', null), request('2', 'orders', '1'), request('3', 'stock', '2')];
  expect(told(sequenceOf([{ chain }]))).toEqual([
    'client solid gateway: GET /gateway -> 200',
    'gateway solid orders: GET /orders -> 200',
    'orders solid stock: GET /stock -> 200',
  ]);
});

test('a row stands for hops of the chain, and each hop is in one row', () => {
  const { world, correlations } = playOrder(system);
  const chain = chainOf(world.model(), correlations);
  const rows = sequenceOf([{ chain }]).rows.flatMap((row) => ('hops' in row ? row.hops : []));
  expect(rows.toSorted()).toEqual(chain.map(({ id }) => id).toSorted());
});

test('what is missing is a note where one would look for it', () => {
  expect(told(ordered({ unrelayed: ['OrderCreated'] })).at(-1)).toMatch(
    /^missing of order-db: missing: OrderCreated not relayed for /,
  );
  expect(told(ordered({ unhandled: ['order-history/OrderCreated'] })).at(-1)).toMatch(
    /^missing of order-history-service: missing: /,
  );
});

test('a relay that died after it published: the record comes from the database', () => {
  expect(told(ordered({ noRelayLine: ['OrderCreated'] }))).toContain(
    'order-db solid Order: OrderCreated Order/0@0',
  );
});

test('a second delivery has no effect, and a retry is lost', () => {
  const { world, story } = play(system);
  const { request } = story.createCustomer(50);
  const [message] = world.commit('order-db', {
    cause: request,
    events: [{ aggregate: 'Order', id: 9, type: 'OrderCreated', payload: {} }],
  });
  const record = world.publish(message!);
  world.deliver('customer-service-orders', message!, record, { event: 'duplicate' });
  world.deliver('customer-service-orders', message!, record, {
    event: 'retry',
    error: 'deadlock',
    attempt: 1,
  });
  const lines = told(sequenceOf([{ chain: chainOf(world.model(), [request.id]) }]));
  expect(lines).toContain('Order dashed customer-service: customer-service-orders saw again OrderCreated');
  expect(lines).toContain(
    'Order lost customer-service: customer-service-orders will retry OrderCreated: deadlock',
  );
});

test('several stories share the columns, each under its heading', () => {
  const { world, correlations } = playOrder(system);
  const chain = chainOf(world.model(), correlations);
  const { rows, participants } = sequenceOf([
    { heading: 'first', chain },
    { heading: 'second', chain },
  ]);
  expect(rows.filter(({ kind }) => kind === 'heading')).toHaveLength(2);
  expect(participants).toHaveLength(11);
});
