import { describe, expect, test } from 'vitest';
import type { CatalogueTable } from '../catalogue/catalogue.ts';
import { parseSystem } from '../systems/load.ts';
import { proposeDatabase } from './propose-database.ts';
import { systemText } from './system-text.ts';
import {
  debeziumOutbox,
  eventuateOutbox,
  guessedOutbox,
  orders,
  ownInbox,
  ownOutbox,
  tableOf,
} from './testing/tables.ts';

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
