import { Decimal128, Long, ObjectId } from 'mongodb';
import { expect, test } from 'vitest';
import { applyChange } from './apply-change.ts';
import { idText, plainDocument } from './plain.ts';
import { RecentDocuments } from './recent-documents.ts';

test('fields are set and removed by their dotted paths, and the document before stays as it was', () => {
  const before = { name: 'Jane', orders: { 17: { state: 'PENDING' } }, old: { a: 1, b: 2 } };
  const after = applyChange(before, {
    updatedFields: { 'orders.17.state': 'APPROVED', 'guards.Order.17': '01-02' },
    removedFields: ['old.b', 'gone.since'],
  });
  expect(after).toEqual({
    name: 'Jane',
    orders: { 17: { state: 'APPROVED' } },
    old: { a: 1 },
    guards: { Order: { 17: '01-02' } },
  });
  expect(before.orders[17].state).toBe('PENDING');
});

test('array elements are set by index and arrays are cut', () => {
  const after = applyChange(
    { list: [1, 2, 3] },
    { updatedFields: { 'list.0': 9 }, truncatedArrays: [{ field: 'list', newSize: 2 }] },
  );
  expect(after).toEqual({ list: [9, 2] });
});

test('BSON values become plain ones without losing digits', () => {
  const id = new ObjectId();
  const plain = plainDocument({
    big: Long.fromString('9223372036854775807'),
    exact: Decimal128.fromString('12.340'),
    id,
    at: new Date(0),
    nested: [{ n: Long.fromNumber(1) }],
  });
  expect(plain).toEqual({
    big: 9223372036854775807n,
    exact: '12.340',
    id: id.toHexString(),
    at: '1970-01-01T00:00:00.000Z',
    nested: [{ n: 1n }],
  });
});

test('an _id prints alike, whichever number type it has', () => {
  expect([1, 1n, Long.fromNumber(1), '1'].map(idText)).toEqual(['1', '1', '1', '1']);
  expect(idText({ a: 1 })).toBe('{"a":1}');
});

test('only the most recent documents are kept', () => {
  const recent = new RecentDocuments(2);
  recent.set('a', { v: 1 });
  recent.set('b', { v: 2 });
  recent.set('a', { v: 3 });
  recent.set('c', { v: 4 });
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([{ v: 3 }, undefined, { v: 4 }]);
});
