import type { Document } from 'bson';
import { expect, test } from 'vitest';
import { bson } from '../../../../test/harness/bson-literal.ts';
import { describeUpdate } from './diff.ts';

test.each<[string, Document, Document, Document]>([
  ['nothing', { a: 1 }, { a: 1 }, {}],
  ['a field', { a: 1, b: 1 }, { a: 2, b: 1 }, { updatedFields: { a: 2 } }],
  ['a new and a removed field', { a: 1 }, { b: 1 }, { updatedFields: { b: 1 }, removedFields: ['a'] }],
  [
    'fields of a document',
    { a: { b: 1, c: 1 } },
    { a: { b: 2, d: 1 } },
    { updatedFields: { 'a.b': 2, 'a.d': 1 }, removedFields: ['a.c'] },
  ],
  ['a document instead of a value', { a: 1 }, { a: { b: 1 } }, { updatedFields: { a: { b: 1 } } }],
  ['elements', { a: [1, { b: 1 }] }, { a: [1, { b: 2 }, 3] }, { updatedFields: { 'a.1.b': 2, 'a.2': 3 } }],
  ['fewer elements', { a: [1, 2, 3] }, { a: [1] }, { truncatedArrays: [{ field: 'a', newSize: 1 }] }],
])('tells %s', (_, before, after, told) => {
  expect(describeUpdate(bson(before), bson(after))).toEqual(
    bson({ updatedFields: {}, removedFields: [], truncatedArrays: [], ...told }),
  );
});
