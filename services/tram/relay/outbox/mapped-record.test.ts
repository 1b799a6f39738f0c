import { describe, expect, test } from 'vitest';
import { mappedRecord } from './mapped-record.ts';
import { outboxMapping } from './outbox-mapping.ts';

const debezium = outboxMapping.parse({
  table: 'outboxevent',
  id: 'id',
  topic: '{{aggregatetype}}.events',
  key: 'aggregateid',
  type: 'type',
  payload: 'payload',
  recordHeaders: { id: 'id', eventType: 'type', 'correlation-id': 'correlation_id' },
  jsonHeaders: true,
  correlation: 'correlation_id',
});

const row = {
  id: '4f1c4a52-6f0a-4b52-9f5e-1c8f4c1c6f10',
  aggregatetype: 'order',
  aggregateid: '7',
  type: 'OrderCreated',
  payload: '{"total": 12345678901234567890.10}',
  correlation_id: 'c',
};

describe('a row of an outbox by columns becomes a record', () => {
  test('as Debezium Server makes it: the payload is the value, texts in headers have their quotes', () => {
    expect(mappedRecord(debezium, row)).toEqual({
      kind: 'record',
      row,
      message: row.id,
      correlation: 'c',
      type: 'OrderCreated',
      record: {
        topic: 'order.events',
        key: '7',
        value: row.payload,
        headers: { id: `"${row.id}"`, eventType: '"OrderCreated"', 'correlation-id': '"c"' },
      },
    });
  });

  const { correlation_id: _, ...older } = row;
  const empty = { ...row, correlation_id: null };
  const told = { id: `"${row.id}"`, eventType: '"OrderCreated"' };

  test('without the headers that its table has no column for', () => {
    expect(mappedRecord(debezium, older)).toMatchObject({ correlation: null, record: { headers: told } });
    expect(mappedRecord(debezium, older)).not.toHaveProperty('record.headers.correlation-id');
  });

  test('with a JSON null for a column that is NULL, and with no header where headers are plain', () => {
    expect(mappedRecord(debezium, empty)).toMatchObject({
      correlation: null,
      record: { headers: { ...told, 'correlation-id': 'null' } },
    });
    const plain = mappedRecord({ ...debezium, jsonHeaders: false }, empty);
    expect(plain).toMatchObject({ record: { headers: { id: row.id } } });
    expect(plain).not.toHaveProperty('record.headers.correlation-id');
  });

  test('with the value that its own headers have, where the column has none', () => {
    const own = { ...empty, meta: '{"correlation-id":"own"}' };
    expect(mappedRecord({ ...debezium, headers: 'meta' }, own)).toMatchObject({
      correlation: 'own',
      record: { headers: { ...told, 'correlation-id': '"own"' } },
    });
  });

  test('with the headers that it has in JSON, and keyed by its id where it has no key', () => {
    const named = outboxMapping.parse({
      table: 'messages',
      id: 'message_id',
      topic: 'orders',
      payload: 'body',
      headers: 'meta',
    });
    const meta = '{"kind":"OrderCreated","correlation-id":"c"}';
    expect(mappedRecord(named, { message_id: '1', body: 'plain text', meta })).toMatchObject({
      type: null,
      correlation: 'c',
      record: {
        topic: 'orders',
        key: '1',
        value: 'plain text',
        headers: { kind: 'OrderCreated', 'correlation-id': 'c' },
      },
    });
  });
});

test.each([
  [{ id: null }, 'id is null'],
  [{ payload: null }, 'payload is null'],
  [{ aggregatetype: 'two words' }, 'topic "two words.events" cannot name a topic'],
  [{ aggregatetype: null }, 'aggregatetype is null'],
])('a row with %j is rejected with the reason', (change, reason) => {
  expect(mappedRecord(debezium, { ...row, ...change })).toMatchObject({
    kind: 'rejected',
    reason: expect.stringContaining(reason) as string,
  });
});

test.each([
  ['{', 'meta is not JSON'],
  ['[]', 'meta is JSON, but no object'],
  ['{"a":1}', 'a in meta is no string'],
])('headers %s are rejected with the reason', (meta, reason) => {
  expect(mappedRecord({ ...debezium, headers: 'meta' }, { ...row, meta })).toMatchObject({
    reason: expect.stringContaining(reason) as string,
  });
});
