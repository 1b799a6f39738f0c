import { expect, test } from 'vitest';
import { parseSystem } from './load.ts';
import { requireEventuate } from './require-eventuate.ts';

function system({
  mapping = 'debezium',
  more = '',
  consumers = '',
  tables = '',
  redact = '[]',
}: Partial<Record<'mapping' | 'more' | 'consumers' | 'tables' | 'redact', string>>) {
  return parseSystem(
    'system.yaml',
    `
version: 1
name: shop
databases: { order-db: { kind: postgres }, other-db: { kind: postgres } }
services: { orders: { command: [node], port: 1, health: /health } }
topics: { order.events: {} }
messaging: { order-db: { service: orders, mapping: ${mapping}${more} } }
consumers: { ${consumers} }
tables: { ${tables} }
redact: ${redact}
`,
  );
}

const outbox = 'outbox: { table: shop.events, id: no, topic: order.events, type: kind, payload: body }';

test.each([
  ['eventuate'],
  ['debezium'],
  ['{ debezium: { outbox: { table: orders.outbox_event } } }'],
  [`{ ${outbox}, record: { id: { json: $.no } } }`],
  ['{ inbox: { table: seen, message: id } }'],
])('%s is a mapping', (mapping) => {
  expect(system({ mapping }).messaging['order-db']?.relay).toBe('lab');
});

const inbox = 'inbox: { table: seen, message: id }';
const consumer = (name: string) => `${name}: { service: orders, inbox: order-db, handles: {} }`;

test.each([
  [{ mapping: 'debizium' }, 'must be eventuate | debezium'],
  [
    { mapping: `{ debezium: {}, ${outbox} }` },
    'messaging.order-db.mapping.outbox: stands beside debezium; write what differs from it as debezium: { outbox: ... }',
  ],
  [{ mapping: '{}' }, 'messaging.order-db.mapping.outbox: is missing'],
  [{ mapping: `{ ${outbox} }` }, 'messaging.order-db.mapping.record: is missing: where does a record say'],
  [
    { mapping: `{ ${outbox}, record: { id: { json: no } } }` },
    'messaging.order-db.mapping.record.id.json: a JSON path such as $.a.b[0]',
  ],
  [
    { mapping: '{ debezium: { outbox: { table: a.b.c } } }' },
    'a table of the schema public, or schema.table',
  ],
  [{ mapping: '{ debezium: { outbox: { colum: x } } }' }, 'unknown field "colum"'],
  [{ more: ', relay: mine' }, 'messaging.order-db.relay must be lab | debezium | none'],
  [{ mapping: 'eventuate', more: ', relay: debezium' }, 'write relay: lab, or mapping: debezium'],
  [{ consumers: consumer('a') }, 'consumers.a.inbox: the mapping of order-db has no inbox'],
  [
    { mapping: `{ ${inbox} }`, consumers: `${consumer('a')}, ${consumer('b')}` },
    'a and b share the inbox seen; name the column that says whose a row is',
  ],
  [
    { tables: 'order-db: { orders: { key: [id], request: {} } }' },
    'tables.order-db.orders.request: needs answer, path or both',
  ],
  [
    { tables: 'order-db: { orders: { key: [id], request: { path: /orders } } }' },
    'a path such as /orders/{id}',
  ],
  [
    { tables: 'order-db: { orders: { key: [id], request: { answer: $.id, service: order } } }' },
    'there is no service "order"; did you mean "orders"?',
  ],
  [
    { tables: 'other-db: { orders: { key: [id], request: { answer: $.id } } }' },
    'whose database other-db is, nothing says; name the service that is asked',
  ],
  [
    { redact: '[aggregateid]' },
    'would take away outboxevent.aggregateid, which is needed as a column of the outbox',
  ],
  [{ redact: '[eventType]' }, 'would take away order.events.headers.eventType'],
])('%j is refused with its place and the fix', (parts, message) => {
  const read = () => system(parts);
  expect(read).toThrow(message);
  expect(read).toThrow(/^system\.yaml:\d+:\d+: /);
});

test('what knows Eventuate’s tables alone refuses a system of another form, by name', () => {
  expect(() => requireEventuate(system({ mapping: 'eventuate' }), 'soak')).not.toThrow();
  expect(() => requireEventuate(system({}), 'soak')).toThrow(
    'soak knows the tables of Eventuate Tram only, and order-db of shop has another mapping',
  );
});
