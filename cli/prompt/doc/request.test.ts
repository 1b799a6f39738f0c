import { expect, test } from 'vitest';
import { parseRequest } from './request.ts';

const find = { kind: 'find', collection: 'customers', filter: {}, limit: 20 };

test.each([
  ['help', { kind: 'help' }],
  ['show collections', { kind: 'collections' }],
  ['customers', find],
  ['customers 3', { ...find, limit: 3 }],
  ['customers {"name": "Jane 5"}', { ...find, filter: { name: 'Jane 5' } }],
  ['customers {"a": {"$gt": 1}} 5', { ...find, filter: { a: { $gt: 1 } }, limit: 5 }],
  ['customers {"a": 1}5', { ...find, filter: { a: 1 }, limit: 5 }],
  ['customers _id 1', { ...find, filter: { _id: 1 }, limit: 1 }],
  ['customers _id "1"', { ...find, filter: { _id: '1' }, limit: 1 }],
  ['customers _id tea-65d9', { ...find, filter: { _id: 'tea-65d9' }, limit: 1 }],
  ['customers count', { kind: 'count', collection: 'customers', filter: {} }],
  ['customers count {"a": 1}', { kind: 'count', collection: 'customers', filter: { a: 1 } }],
])('%s', (line, request) => {
  expect(parseRequest(line)).toEqual(request);
});

test.each([
  ['customers {"a": ', /filter \{"a": is no extended JSON/],
  ['customers [1]', /A filter is a document/],
  ['customers 0', /The limit is a whole number from 1/],
  ['customers _id', /_id needs the id/],
  ['db.customers.drop()', undefined],
])('%s', (line, error) => {
  if (error === undefined) expect(parseRequest(line)).toMatchObject({ kind: 'find', collection: line });
  else expect(() => parseRequest(line)).toThrow(error);
});
