import { describe, expect, test } from 'vitest';
import { debeziumSystem, namedSystem } from '../test/harness/foreign-systems.ts';
import { chainOf } from './chain.ts';
import { checkInvariants } from './invariants/check.ts';
import { lagOf } from './lag.ts';
import type { Model } from './model.ts';
import { DebeziumStory, idOf, insertInto } from './testing/foreign.ts';
import { treeOf } from './testing/tree.ts';
import { World } from './testing/world.ts';

function verdicts(model: Model, correlations: readonly string[]) {
  return Object.fromEntries(
    checkInvariants(model, model.system, correlations).map(({ name, verdict }) => [name, verdict]),
  );
}

function wholeStory() {
  const story = new DebeziumStory(debeziumSystem);
  const request = story.post('/orders', { id: 'o7' });
  story.orderMade('o7', 1);
  story.record('order.events', 'o7', 1, 'OrderCreated', { id: 'o7' });
  story.shipmentPlanned('s3', { of: 1, id: 2 });
  story.record('shipment.events', 's3', 2, 'ShipmentPlanned', {});
  story.commit('order-db', [
    insertInto('orders.consumed_message', { event_id: idOf(2) }, 'event_id'),
    {
      op: 'update',
      table: 'orders.purchase_order',
      key: { id: 'o7' },
      row: { id: 'o7', state: 'PLANNED' },
    },
  ]);
  return { story, request };
}

function placed() {
  const world = new World(namedSystem);
  const request = 'r1';
  world.tell('wal order-db', {
    kind: 'transaction',
    database: 'order-db',
    xid: 1,
    lsn: '0/1',
    changes: [
      insertInto('orders', { no: '42' }, 'no'),
      insertInto(
        'events',
        { event_no: '900', order_no: '42', kind: 'OrderPlaced', body: '{"total": 9007199254740993}' },
        'event_no',
      ),
    ],
  });
  world.tell('lab', {
    kind: 'request',
    id: request,
    correlation: request,
    service: 'order-service',
    method: 'POST',
    path: '/orders',
    status: 200,
    ms: 3,
    responseBody: { orderNo: 42 },
  });
  const value = '{"eventNo":900,"kind":"OrderPlaced","data":{"total":9007199254740993}}';
  world.rawRecord('order.events', '42', value);
  return { model: world.model(), request };
}

describe('a system of Debezium’s that never heard of the lab', () => {
  const wholeTree = [
    'http: POST /orders -> 201',
    '  row: insert orders.purchase_order o7',
    '    outbox: OrderCreated of order o7 in the outbox',
    '      record: OrderCreated at order.events/0@0',
    '        handled: shipments handled OrderCreated',
    '          row: insert shipments.shipment s3',
    '            outbox: ShipmentPlanned of shipment s3 in the outbox',
    '              record: ShipmentPlanned at shipment.events/0@1',
    '                handled: orders handled ShipmentPlanned',
    '                  row: update orders.purchase_order o7',
  ];

  test('is one chain, from the answer that names the row to the last row', () => {
    const { story, request } = wholeStory();
    const chain = chainOf(story.world.model(), [request]);
    expect(treeOf(chain)).toEqual(wholeTree);
    expect(new Set(chain.map(({ correlation }) => correlation))).toEqual(new Set([request]));
    expect(chain.find(({ kind }) => kind === 'outbox')?.ref).toMatchObject({ table: 'orders.outbox_event' });
  });

  test('is the same chain when the answer was seen last, and the records before the rows', () => {
    const { story, request } = wholeStory();
    const from = (prefix: string) => story.world.told.filter(({ source }) => source.startsWith(prefix));
    const late = [...from('topic'), ...from('wal'), ...from('lab')];
    expect(treeOf(chainOf(story.world.model(late), [request]))).toEqual(wholeTree);
  });

  test('holds its invariants, and nothing waits', () => {
    const { story, request } = wholeStory();
    const model = story.world.model();
    expect(verdicts(model, [request])).toEqual({ delivered: 'pass', once: 'pass', 'in-order': 'pass' });
    expect(lagOf(model)).toMatchObject({
      relays: { 'order-db': 0, 'shipment-db': 0 },
      consumers: { shipments: 0, orders: 0 },
    });
  });

  test('two requests about one row have each its own commit, in order; a refused one has none', () => {
    const story = new DebeziumStory(debeziumSystem);
    const made = story.post('/orders', { id: 'o7' });
    story.orderMade('o7', 1);
    const cancelled = story.post('/orders/o7/cancel', {}, 'PUT');
    story.post('/orders/o7', { id: 'o7' }, 'GET');
    story.commit('order-db', [
      { op: 'update', table: 'orders.purchase_order', key: { id: 'o7' }, row: { id: 'o7', state: 'GONE' } },
    ]);
    const model = story.world.model();
    expect(treeOf(chainOf(model, [cancelled]))).toEqual([
      'http: PUT /orders/o7/cancel -> 201',
      '  row: update orders.purchase_order o7',
    ]);
    expect(treeOf(chainOf(model, [made]))[1]).toBe('  row: insert orders.purchase_order o7');
  });

  test('a header of a column that is NULL says nothing', () => {
    const story = new DebeziumStory(debeziumSystem);
    const request = story.post('/orders', { id: 'o7' });
    story.orderMade('o7', 1);
    const empty = ['correlation-id', 'causation-id'];
    story.record('order.events', 'o7', 1, 'OrderCreated', { id: 'o7' }, empty);
    expect(verdicts(story.world.model(), [request])).toMatchObject({ delivered: 'pass' });
  });

  test('what did not come is missing where it can be seen: on the topic, and in the inbox', () => {
    const story = new DebeziumStory(debeziumSystem);
    const request = story.post('/orders', { id: 'o7' });
    story.orderMade('o7', 1);
    const missing = () =>
      chainOf(story.world.model(), [request]).flatMap(({ kind, label }) =>
        kind === 'missing' ? [label] : [],
      );
    expect(missing()).toEqual([expect.stringContaining('OrderCreated not seen on topic order.events')]);
    story.record('order.events', 'o7', 1, 'OrderCreated', { id: 'o7' });
    expect(missing()).toEqual([expect.stringContaining('OrderCreated not handled by shipments')]);
    story.shipmentPlanned('s3', { of: 1, id: 2 });
    story.record('order.events', 'o7', 1, 'OrderCreated', { id: 'o7' });
    expect(missing()).toEqual([expect.stringContaining('ShipmentPlanned not seen on topic shipment.events')]);
  });

  test('a lost row, a changed payload and a record that nobody sent are found', () => {
    const story = new DebeziumStory(debeziumSystem);
    const request = story.post('/orders', { id: 'o7' });
    story.orderMade('o7', 1);
    story.record('order.events', 'o7', 1, 'OrderCreated', { id: 'o8' });
    story.record('order.events', 'o7', 5, 'OrderCreated', { id: 'o7' });
    const [result] = checkInvariants(story.world.model(), debeziumSystem, [request]);
    expect(result).toMatchObject({ name: 'delivered', verdict: 'fail' });
    expect(result?.proof).toEqual([
      expect.stringContaining('has another payload'),
      expect.stringContaining('no outbox row explains this record'),
    ]);
  });
});

describe('a system of columns by name, whose records say all in their value', () => {
  test('is a chain that ends where nothing more can be seen, and nothing is missing', () => {
    const { model, request } = placed();
    expect(treeOf(chainOf(model, [request]))).toEqual([
      'http: POST /orders -> 200',
      '  row: insert orders 42',
      '    outbox: OrderPlaced in the outbox',
      '      record: OrderPlaced at order.events/0@0',
    ]);
    expect(lagOf(model).consumers).toEqual({ shipments: 0 });
  });

  test('has its payloads compared to the last digit', () => {
    const { model, request } = placed();
    expect(verdicts(model, [request])).toEqual({ delivered: 'pass' });
  });
});
