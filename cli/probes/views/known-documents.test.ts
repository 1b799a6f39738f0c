import { Decimal128, Long } from 'mongodb';
import { expect, test } from 'vitest';
import { KnownDocuments } from './known-documents.ts';

test('what is new, changed or gone is told, once; what is as it was is not', () => {
  const known = new KnownDocuments();
  const insert = { collection: 'orders', id: '1', op: 'insert', document: { _id: 1, state: 'PENDING' } };
  expect(known.see('orders', { _id: 1, state: 'PENDING' }, 1)).toEqual(insert);
  expect(known.see('orders', { _id: 1, state: 'PENDING' }, 2)).toBeUndefined();
  expect(known.forget('orders', 2)).toEqual([]);
  expect(known.see('orders', { _id: 1, state: 'APPROVED' }, 3)).toMatchObject({
    op: 'update',
    document: { state: 'APPROVED' },
  });
  const gone = { collection: 'orders', id: '1', op: 'delete', document: null };
  expect(known.forget('orders', 4)).toEqual([gone]);
  expect([known.forget('orders', 5), known.size]).toEqual([[], 0]);
});

test('a collection knows nothing of another', () => {
  const known = new KnownDocuments();
  known.see('orders', { _id: 1 }, 1);
  known.see('customers', { _id: 1 }, 1);
  expect(known.size).toBe(2);
  known.see('orders', { _id: 1 }, 2);
  expect(known.forget('orders', 2)).toEqual([]);
});

test('ids that print alike are two documents', () => {
  const known = new KnownDocuments();
  known.see('orders', { _id: '1', a: 1 }, 1);
  known.see('orders', { _id: Long.fromNumber(1), a: 2 }, 1);
  expect(known.see('orders', { _id: '1', a: 1 }, 2)).toBeUndefined();
  expect(known.size).toBe(2);
});

test('a number of another type, or other digits, is a change', () => {
  const known = new KnownDocuments();
  known.see('orders', { _id: 1, total: Decimal128.fromString('1.0') }, 1);
  expect(known.see('orders', { _id: 1, total: Decimal128.fromString('1.00') }, 2)?.document).toEqual({
    _id: 1,
    total: '1.00',
  });
});
