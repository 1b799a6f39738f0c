import { describe, expect, test } from 'vitest';
import { proposeDatabase } from './propose-database.ts';
import { debeziumOutbox, eventuateOutbox, orders, ownInbox, ownOutbox, tableOf } from './testing/tables.ts';

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
