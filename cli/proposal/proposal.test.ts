import { describe, expect, test } from 'vitest';
import type { CatalogueTable } from '../catalogue/catalogue.ts';
import { parseSystem } from '../systems/load.ts';
import { proposeDatabase } from './propose-database.ts';
import { systemText } from './system-text.ts';

function tableOf(
  name: string,
  columns: Readonly<Record<string, string>>,
  key: readonly string[],
  rest: Partial<CatalogueTable> = {},
): CatalogueTable {
  return {
    name,
    columns: Object.entries(columns).map(([column, type]) => ({
      name: column,
      type,
      labels: [],
      byDefault: null,
    })),
    key,
    unique: [],
    hasIdentity: key.length > 0,
    owned: true,
    readable: true,
    published: false,
    ...rest,
  };
}

const ownOutbox = tableOf(
  'outbox_messages',
  {
    seq: 'bigint',
    event_uuid: 'uuid',
    topic: 'text',
    partition_key: 'text',
    kind: 'text',
    body: 'jsonb',
    correlation_id: 'text',
    sent_at: 'timestamp with time zone',
  },
  ['seq'],
  { unique: ['event_uuid'] },
);
const debeziumOutbox = tableOf(
  'sales.outbox',
  { id: 'uuid', aggregatetype: 'text', aggregateid: 'text', type: 'text', payload: 'jsonb' },
  ['id'],
);
const eventuateOutbox = tableOf(
  'message',
  { id: 'text', destination: 'text', headers: 'text', payload: 'text', published: 'smallint' },
  ['id'],
);
const ownInbox = tableOf('processed_messages', { consumer: 'text', message_uuid: 'uuid' }, [
  'consumer',
  'message_uuid',
]);
const orders = tableOf('orders', { order_no: 'bigint', status: 'text', request_id: 'text' }, ['order_no']);

const guessedOutbox = tableOf('loan_outbox', { id: 'uuid', what: 'text', content: 'jsonb' }, ['id']);

describe('an outbox', () => {
  test('of columns of its own is told by its name and what they are called; its id is what is unique and no number', () => {
    expect(proposeDatabase({ tables: [orders, ownOutbox] }).outbox).toEqual({
      table: 'outbox_messages',
      form: 'columns',
      columns: {
        id: 'event_uuid',
        topic: '{{topic}}',
        payload: 'body',
        type: 'kind',
        key: 'partition_key',
        correlation: 'correlation_id',
        order: 'seq',
      },
      why: 'its name, and its columns event_uuid, body, kind, topic, partition_key',
      guessed: false,
      sent: 'sent_at',
    });
  });

  test.each([
    [debeziumOutbox, 'debezium'],
    [eventuateOutbox, 'eventuate'],
  ])('of a known form is told by its columns', (table, form) => {
    expect(proposeDatabase({ tables: [table] }).outbox).toMatchObject({ form, table: table.name });
  });

  test('is no table that only looks a bit like one', () => {
    const products = tableOf('products', { id: 'uuid', name: 'text', data: 'jsonb', key: 'text' }, ['id']);
    const events = tableOf('events', { id: 'uuid', type: 'text' }, ['id']);
    expect(proposeDatabase({ tables: [products, events] }).outbox).toBeUndefined();
  });

  const told = { id: 'uuid', what: 'text', content: 'jsonb' };

  test.each([
    [told, { id: 'id', topic: 'loan_outbox', type: 'what', payload: 'content' }],
    [
      { id: 'bigint', kind: 'text', event: 'json' },
      { type: 'kind', payload: 'event' },
    ],
    [
      { id: 'bigint', name: 'text', data: 'text', topic: 'text' },
      { topic: '{{topic}}', payload: 'data' },
      false,
    ],
    [
      { id: 'bigint', what: 'text', data: 'text', topic: 'text' },
      { topic: '{{topic}}', type: 'what' },
    ],
  ])('is guessed by its name where columns tell little: %j', (columns, expected, guessed = true) => {
    expect(proposeDatabase({ tables: [tableOf('loan_outbox', columns, ['id'])] }).outbox).toMatchObject({
      table: 'loan_outbox',
      columns: expected,
      guessed,
    });
  });

  test.each([
    ['loan_events', told],
    ['loan_messages', { ...told, topic: 'text' }],
    ['loan_outbox', { id: 'uuid', what: 'text', content: 'bigint' }],
    ['loan_outbox', { id: 'uuid', content: 'jsonb' }],
    ['loan_outbox', { id: 'uuid', what: 'text' }],
  ])('is not guessed of %s with %j', (name, columns) => {
    expect(proposeDatabase({ tables: [tableOf(name, columns, ['id'])] }).outbox).toBeUndefined();
  });

  test('is the one that is called so, where an event store stands beside it', () => {
    const store = { ...ownOutbox, name: 'events' };
    expect(proposeDatabase({ tables: [store, ownOutbox] }).outbox?.table).toBe('outbox_messages');
  });
});

test('an inbox is told by its name and its key, with or without the consumer', () => {
  const sole = tableOf('seen', { id: 'uuid', at: 'text' }, ['id']);
  const log = tableOf('received_mails', { no: 'bigint', message_id: 'text' }, ['no']);
  expect(proposeDatabase({ tables: [ownInbox] }).inbox).toMatchObject({
    message: 'message_uuid',
    consumer: 'consumer',
  });
  expect(proposeDatabase({ tables: [sole] }).inbox).toMatchObject({ message: 'id', consumer: undefined });
  expect(proposeDatabase({ tables: [log] }).inbox).toBeUndefined();
});

test('all else are business tables, but for those that cannot be watched and those of migration tools', () => {
  const keyless = tableOf('audit', { note: 'text' }, []);
  const tool = tableOf('flyway_schema_history', { rank: 'integer' }, ['rank']);
  const { tables, left } = proposeDatabase({ tables: [orders, keyless, tool, ownOutbox, ownInbox] });
  expect(tables).toEqual([
    { name: 'orders', key: ['order_no'], cause: 'request_id', state: { column: 'status', labels: [] } },
  ]);
  expect(left.map(({ name }) => name)).toEqual(['audit', 'flyway_schema_history']);
});

describe('the file', () => {
  const services = [
    { name: 'orders', command: ['node', 'my orders.js'], port: 3000, health: '/' },
    { name: 'stock', command: ['node', 'stock.js'], port: 3001, health: '/' },
  ];
  const textOf = (tables: readonly CatalogueTable[]) =>
    systemText({
      name: 'shop',
      services,
      databases: [
        {
          name: 'orders-db',
          kind: 'postgres',
          service: 'orders',
          users: [],
          proposal: proposeDatabase({ tables }),
        },
      ],
      topics: [{ name: 'shop.orders', partitions: 3 }],
    });

  test.each([
    ['no table', []],
    ['columns of its own', [ownOutbox, ownInbox, orders]],
    ["Debezium's columns", [debeziumOutbox, ownInbox]],
    ["Eventuate's tables", [eventuateOutbox, orders]],
    ['an outbox that is guessed', [guessedOutbox]],
    ['an inbox alone', [ownInbox]],
    ['nothing that can be watched', [tableOf('audit', { note: 'text' }, [])]],
    [
      'names that YAML would read as something else',
      [tableOf('on', { 'a: b': 'text', true: 'text' }, ['a: b', 'true'])],
    ],
  ])('is valid for a database with %s', (_, tables) => {
    expect(parseSystem('system.yaml', textOf(tables)).name).toBe('shop');
  });

  test('says what was proposed and why', () => {
    const text = textOf([ownOutbox, ownInbox, orders, tableOf('audit', {}, [])]);
    expect(parseSystem('system.yaml', text)).toMatchObject({
      services: {
        orders: { command: ['node', 'my orders.js'], env: { DATABASE_URL: '{{databases.orders-db}}' } },
      },
      messaging: {
        'orders-db': { relay: 'none', mapping: { outbox: { table: 'outbox_messages', id: 'event_uuid' } } },
      },
      tables: { 'orders-db': { orders: { key: ['order_no'], cause: 'request_id' } } },
    });
    expect(text).toContain('# outbox_messages is taken for the outbox: its name, and its columns');
    expect(text).toContain('# audit is left out: it has no primary key');
    expect(text).toContain('# orders.status may be the state of a saga');
  });

  describe('of a table without a column for the request', () => {
    const loans = tableOf('loans', { loan_no: 'bigint', open: 'boolean' }, ['loan_no']);
    const hint = /# Rows that a request writes into loans (.*)\n +# (loans: .*)\n/;

    test.each([
      ['with messages', [ownInbox, loans], "request: { answer: $.loan_no, path: '/loans/{loan_no}' }"],
      ['without', [loans], "request: { service: orders, answer: $.loan_no, path: '/loans/{loan_no}' }"],
    ])('says that its rows hang under no request, with a line that is valid: %s', (_, tables, request) => {
      const text = textOf(tables);
      const [, why, line] = hint.exec(text) ?? [];
      expect(why).toBe('hang under no request until `request:` or `cause:` says which, such as:');
      expect(line).toBe(`loans: { key: [loan_no], ${request} }`);
      const taken = parseSystem('system.yaml', text.replace('loans: { key: [loan_no] }', line ?? ''));
      expect(taken.tables['orders-db']?.['loans']?.request).toMatchObject({ answer: '$.loan_no' });
    });

    test('leaves out those that write a message that says its request', () => {
      expect(hint.exec(textOf([ownOutbox, loans]))?.[1]).toBe(
        'hang under no request until `request:` or `cause:` says which, or a message of the same transaction does, such as:',
      );
    });

    test('makes a path and a place in the answer of any name', () => {
      const odd = tableOf('sales."Big loans"', { 'a: b': 'text' }, ['a: b']);
      const taken = textOf([odd]).replace(/# (.*request: .*\n).*\n/, (_, line: string) => line);
      expect(parseSystem('system.yaml', taken).tables['orders-db']?.['sales."Big loans"']?.request).toEqual({
        service: 'orders',
        answer: "$['a: b']",
        path: '/Bigloans/{ab}',
      });
    });

    test('is not said where the column is there', () => {
      expect(textOf([orders])).not.toContain('hang under no request');
    });
  });

  test('marks what is guessed', () => {
    const text = textOf([guessedOutbox]);
    expect(text).toMatch(/# loan_outbox is taken for the outbox: .*id, what, content. That is little/);
    expect(text).toContain('outbox: # guessed\n');
    expect(text).toContain('topic: loan_outbox # guessed: no column names the topic\n');
  });

  test('says what was looked for and not found', () => {
    const neither = textOf([orders]);
    expect(neither).toContain('# No outbox was found in orders-db. Looked for: a table called outbox');
    expect(neither).toMatch(/payload \(payload, body, .*, event\)/);
    expect(neither).toContain('# No inbox was found in orders-db.');
    expect(neither).not.toContain('\nmessaging:');
    expect(neither).not.toContain('invariants:');
    expect(textOf([ownInbox])).toMatch(/messaging:\n {2}# No outbox was found/);
    expect(textOf([ownOutbox])).toContain('message_id, message_uuid');
    expect(textOf([ownOutbox, ownInbox])).not.toContain('was found in');
    expect(textOf([eventuateOutbox])).not.toContain('was found in');
  });

  test('is valid where nothing but a service is known', () => {
    const text = systemText({ name: 'shop', services, databases: [], topics: [] });
    expect(parseSystem('system.yaml', text).services).toHaveProperty('orders');
    expect(text).toContain('`saga-lab new system --from <database>=postgres://...`');
  });

  test('with what it has in comments taken in is valid too', () => {
    const commented = /^# (sagas:|consumers:| {2})/;
    const lines = textOf([ownOutbox, ownInbox, orders]).split('\n');
    const all = lines.map((line) => (commented.test(line) ? line.slice(2) : line)).join('\n');
    const { sagas, consumers } = parseSystem('system.yaml', all);
    expect([Object.keys(sagas), Object.keys(consumers)]).toEqual([['orders'], ['stock']]);
  });
});
