import { describe, expect, test } from 'vitest';
import { eventuateRecord } from './eventuate-record.ts';

const id = '0000019500000000-0a1b2c3d4e5f0000';
const row = {
  id,
  destination: 'Order',
  headers: JSON.stringify({ ID: id, PARTITION_ID: '7', 'event-type': 'OrderCreated', 'correlation-id': 'c' }),
  payload: '{"total":12345678901234567890.10}',
  published: '0',
};

describe('an outbox row becomes a record', () => {
  test('keyed by its partition id, the payload kept to the letter', () => {
    expect(eventuateRecord(row)).toEqual({
      kind: 'record',
      row,
      message: id,
      correlation: 'c',
      type: 'OrderCreated',
      record: {
        topic: 'Order',
        key: '7',
        value: JSON.stringify({ payload: row.payload, headers: JSON.parse(row.headers) as unknown }),
      },
    });
  });

  test('keyed by the message id where it has no partition id; the ID header is added where it is missing', () => {
    expect(eventuateRecord({ ...row, headers: '{}' })).toMatchObject({
      correlation: null,
      type: null,
      record: { key: id, value: JSON.stringify({ payload: row.payload, headers: { ID: id } }) },
    });
  });

  test('unless it was inserted as published', () => {
    expect(eventuateRecord({ ...row, published: '1' })).toBeUndefined();
  });
});

test.each([
  [{ payload: '{' }, 'payload is not JSON'],
  [{ headers: 'ID' }, 'headers is not JSON'],
  [{ headers: '["ID"]' }, 'headers is JSON, but no object'],
  [{ headers: '{"PARTITION_ID":7}' }, 'header PARTITION_ID is no string'],
  [{ destination: 'two words' }, 'destination "two words" cannot name a topic'],
  [{ destination: '..' }, 'destination ".." cannot name a topic'],
  [{ payload: null }, 'payload is null'],
])('a row with %j is rejected with the reason', (change, reason) => {
  const broken = { ...row, ...change };
  expect(eventuateRecord(broken)).toEqual({
    kind: 'rejected',
    row: broken,
    reason: expect.stringContaining(reason) as string,
  });
});
