import { expect, test } from 'vitest';
import { parseSystem } from '../../systems/load.ts';
import { relayedOf } from './relayed.ts';

function relayed(messaging: string) {
  return relayedOf(
    parseSystem(
      'system.yaml',
      `
version: 1
name: shop
databases: { order-db: { kind: postgres } }
services: { orders: { command: [node], port: 1, health: /health } }
messaging: { order-db: { service: orders, ${messaging} } }
`,
    ),
  );
}

test('an outbox of Eventuate’s needs no mapping', () => {
  expect(relayed('mapping: eventuate')).toEqual([{ database: 'order-db', mapping: undefined, by: 'lab' }]);
});

test('of one that differs from Debezium’s in its table, the relay is told the rest too', () => {
  const [found] = relayed(
    'mapping: { debezium: { outbox: { table: orders.outbox_event, aggregateId: aggregate_id } } }, relay: debezium',
  );
  expect(found).toMatchObject({
    by: 'debezium',
    mapping: {
      table: 'orders.outbox_event',
      id: 'id',
      topic: 'outbox.event.{{aggregatetype}}',
      key: 'aggregate_id',
      type: 'type',
      payload: 'payload',
      correlation: 'correlation_id',
      recordHeaders: {
        id: 'id',
        eventType: 'type',
        'correlation-id': 'correlation_id',
        'causation-id': 'causation_id',
      },
      jsonHeaders: true,
    },
  });
});

test('only what a record says in a header is the relay’s to write', () => {
  const outbox = 'outbox: { table: messages, id: id, topic: orders, type: kind, payload: body }';
  const [found] = relayed(`mapping: { ${outbox}, record: { id: { json: $.id }, type: { header: kind } } }`);
  expect(found?.mapping).toMatchObject({ recordHeaders: { kind: 'kind' }, jsonHeaders: false });
});

test.each([['mapping: debezium, relay: none'], ['mapping: { inbox: { table: seen, message: id } }']])(
  '%s: nothing to relay',
  (messaging) => {
    expect(relayed(messaging)).toEqual([]);
  },
);
