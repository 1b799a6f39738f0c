import { expect, it } from 'vitest';
import { readEventRouterRecord } from './event-router.ts';

const read = readEventRouterRecord('order');
const record = {
  topic: 'order.events',
  partition: 0,
  offset: '3',
  key: 'order-1',
  value: '{"id":"order-1"}',
  headers: { id: '"4f1c"', eventType: '"OrderCreated"', 'correlation-id': '"c1"', other: '"x"' },
  timestampMs: 0,
};

it('reads id, type, aggregate and cause', () => {
  expect(read(record)).toEqual({
    id: '4f1c',
    destination: 'order.events',
    headers: {
      ID: '4f1c',
      'event-type': 'OrderCreated',
      'correlation-id': 'c1',
      'event-aggregate-type': 'order',
      'event-aggregate-id': 'order-1',
    },
    payload: '{"id":"order-1"}',
  });
});

it('reads headers that come with their schema', () => {
  const headers = { id: '{"schema":{"type":"string"},"payload":"4f1c"}' };
  expect(read({ ...record, headers }).id).toBe('4f1c');
});

it('knows nothing of what a column without a value became', () => {
  const headers = {
    ...record.headers,
    'correlation-id': 'null',
    'causation-id': '{"schema":{},"payload":null}',
  };
  for (const name of ['correlation-id', 'causation-id'])
    expect(read({ ...record, headers }).headers).not.toHaveProperty(name);
});

it('knows no aggregate id where the broker carries no key', () => {
  for (const key of [null, ''])
    expect(read({ ...record, key }).headers).not.toHaveProperty('event-aggregate-id');
});

it('takes the aggregate id from a header where there is one', () => {
  const headers = { ...record.headers, aggregateId: '"order-2"' };
  expect(read({ ...record, key: 'order', headers }).headers).toMatchObject({
    'event-aggregate-id': 'order-2',
  });
});

it.each([
  ['Header id is missing', { headers: {} }],
  ['Header id is missing', { headers: { id: 'null' } }],
  ['Header id is 4f1c, which is not JSON', { headers: { id: '4f1c' } }],
  ['Header id is 7, not a text in JSON', { headers: { id: '7' } }],
  ['Header eventType is "", not a text in JSON', { headers: { id: '"4f1c"', eventType: '""' } }],
  ['The record has no value (a tombstone)', { value: null }],
])('refuses a record: %s', (message, part) => {
  expect(() => read({ ...record, ...part })).toThrow(message);
});
