import { Decimal128, Long, type Document } from 'bson';
import { expect, test } from 'vitest';
import { bson } from '../../../../test/harness/bson-literal.ts';
import { errorCodes, type ErrorName } from '../errors.ts';
import { encodeDocument } from '../value/encode.ts';
import { isDoc, type Doc } from '../value/value.ts';
import { parseUpdate } from './update.ts';
import { upserted } from './upsert.ts';

const now = { ms: 5000n, ts: 7n };

function apply(
  before: Document,
  update: Document,
  filter: Document = {},
  arrayFilters: Document[] = [],
): Doc {
  const wrapped = bson({ update }).get('update') ?? null;
  return parseUpdate(wrapped, arrayFilters.map(bson)).apply({
    doc: bson(before),
    filter: bson(filter),
    inserting: false,
    now,
  });
}

const long = (text: string): Long => Long.fromString(text);
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

test.each<[string, Document, Document, Document]>([
  ['$set makes what is missing', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
  ['$set pads an array', { a: [1] }, { $set: { 'a.3': 2 } }, { a: [1, null, null, 2] }],
  ['$set reaches an element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
  ['$set adds fields in the order of their names', {}, { $set: { z: 1, b: 1 } }, { b: 1, z: 1 }],
  ['$unset removes', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', x: '' } }, { b: { d: 2 } }],
  ['$unset leaves null in an array', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$inc of int32', { n: 1 }, { $inc: { n: 2, m: 5 } }, { n: 3, m: 5 }],
  ['$inc widens to int64', { n: 2147483647 }, { $inc: { n: 1 } }, { n: long('2147483648') }],
  [
    '$inc of int64 is exact',
    { n: long('9007199254740993') },
    { $inc: { n: 1 } },
    { n: long('9007199254740994') },
  ],
  [
    '$inc of Decimal128 is exact',
    { n: decimal('0.10') },
    { $inc: { n: decimal('0.20') } },
    { n: decimal('0.30') },
  ],
  ['$mul', { n: 2 }, { $mul: { n: 3, m: 5 } }, { n: 6, m: 0 }],
  ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, b: 9 }, $max: { c: 1 } }, { a: 3, b: 5, c: 1 }],
  [
    '$max of int64 is exact',
    { n: long('9007199254740992') },
    { $max: { n: long('9007199254740993') } },
    { n: long('9007199254740993') },
  ],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
  ['$push', { a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
  [
    '$push with modifiers',
    { a: [5, 1] },
    { $push: { a: { $each: [3, 4], $sort: -1, $slice: 3 } } },
    { a: [5, 4, 3] },
  ],
  [
    '$push sorts by a field',
    { a: [{ n: 2 }] },
    { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
    { a: [{ n: 1 }, { n: 2 }] },
  ],
  ['$push at a position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
  ['$push keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  [
    '$addToSet',
    { a: [1, { b: 1 }] },
    { $addToSet: { a: { $each: [long('1'), { b: 1 }, 2, 2] } } },
    { a: [1, { b: 1 }, 2] },
  ],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull documents', { a: [{ k: 1, v: 1 }, { k: 2 }] }, { $pull: { a: { k: 1 } } }, { a: [{ k: 2 }] }],
  ['$pullAll', { a: [1, 2, 1, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
  ['$currentDate', {}, { $currentDate: { a: true } }, { a: new Date(5000) }],
  ['$bit', { n: 6 }, { $bit: { n: { and: 3, or: 8 } } }, { n: 10 }],
  ['$setOnInsert has no effect on what is there', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ['replacement keeps the _id', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
])('%s', (_, before, update, after) => {
  expect(encodeDocument(apply(before, update))).toEqual(encodeDocument(bson(after)));
});

test.each<[string, Document, Document, Document, Document[], Document]>([
  [
    '$ is the element that matched',
    { a: [{ k: 1 }, { k: 2 }] },
    { 'a.k': 2 },
    { $set: { 'a.$.v': 1 } },
    [],
    { a: [{ k: 1 }, { k: 2, v: 1 }] },
  ],
  ['$ of scalars', { a: [1, 5, 9] }, { a: { $gt: 4 } }, { $inc: { 'a.$': 1 } }, [], { a: [1, 6, 9] }],
  [
    '$ of $elemMatch',
    {
      a: [
        { k: 1, n: 1 },
        { k: 1, n: 2 },
      ],
    },
    { a: { $elemMatch: { k: 1, n: 2 } } },
    { $set: { 'a.$.x': 1 } },
    [],
    {
      a: [
        { k: 1, n: 1 },
        { k: 1, n: 2, x: 1 },
      ],
    },
  ],
  [
    '$[] is every element',
    { a: [{ n: 1 }, { n: 2 }] },
    {},
    { $inc: { 'a.$[].n': 1 } },
    [],
    { a: [{ n: 2 }, { n: 3 }] },
  ],
  [
    '$[name] is those of its filter',
    { a: [{ n: 1 }, { n: 5 }] },
    {},
    { $set: { 'a.$[e].big': true } },
    [{ 'e.n': { $gt: 2 } }],
    { a: [{ n: 1 }, { n: 5, big: true }] },
  ],
  [
    '$[name] of scalars, nested',
    { a: [{ b: [1, 5] }] },
    {},
    { $set: { 'a.$[].b.$[e]': 0 } },
    [{ e: { $gte: 5 } }],
    { a: [{ b: [1, 0] }] },
  ],
])('%s', (_, before, filter, update, arrayFilters, after) => {
  expect(encodeDocument(apply(before, update, filter, arrayFilters))).toEqual(encodeDocument(bson(after)));
});

test.each<[string, Document, Document, ErrorName]>([
  ['an unknown operator', {}, { $frob: { a: 1 } }, 'FailedToParse'],
  ['one path twice', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 'ConflictingUpdateOperators'],
  ['a path and its beginning', {}, { $set: { a: {}, 'a.b': 1 } }, 'ConflictingUpdateOperators'],
  ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 'TypeMismatch'],
  ['$inc by text', { a: 1 }, { $inc: { a: 'x' } }, 'TypeMismatch'],
  ['$inc of Decimal128 by a double', { a: decimal('1') }, { $inc: { a: 0.1 } }, 'BadValue'],
  ['$inc beyond int64', { a: long('9223372036854775807') }, { $inc: { a: 1 } }, 'BadValue'],
  ['$push to what is no array', { a: 1 }, { $push: { a: 1 } }, 'BadValue'],
  ['a path through a scalar', { a: 1 }, { $set: { 'a.b': 1 } }, 'PathNotViable'],
  ['a name with a null byte', { a: 1 }, { $rename: { a: 'b\0c' } }, 'BadValue'],
  ['another _id', { _id: 1 }, { $set: { _id: 2 } }, 'ImmutableField'],
  ['an empty name', {}, { $set: { 'a.': 1 } }, 'EmptyFieldName'],
  ['$ without a match', { a: [1] }, { $set: { 'a.$': 1 } }, 'BadValue'],
  ['$[name] without a filter', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 'BadValue'],
])('%s is refused', (_, before, update, codeName) => {
  expect(() => encodeDocument(apply(before, update))).toThrow(
    expect.objectContaining({ codeName, code: errorCodes[codeName] }) as Error,
  );
});

test.each<[string, Document, Document, Document]>([
  [
    'equalities and operators',
    { _id: 1, a: 2, 'b.c': 3, d: { $gt: 1 } },
    { $set: { e: 4 }, $setOnInsert: { f: 5 } },
    { _id: 1, a: 2, b: { c: 3 }, e: 4, f: 5 },
  ],
  [
    'equalities within $and and $eq',
    { $and: [{ _id: 'x' }, { a: { $eq: 1 } }] },
    { $inc: { n: 1 } },
    { _id: 'x', a: 1, n: 1 },
  ],
  ['a replacement', { _id: 1, a: 2 }, { b: 1 }, { _id: 1, b: 1 }],
])('an upsert is made of %s', (_, filter, update, made) => {
  const wrapped = bson({ update }).get('update') ?? null;
  expect(encodeDocument(upserted(parseUpdate(wrapped, []), bson(filter), now))).toEqual(
    encodeDocument(bson(made)),
  );
});

test('an update by a pipeline computes from the document', () => {
  const pipeline =
    bson({ u: [{ $set: { total: { $add: ['$a', '$b'] } } }, { $unset: 'b' }] }).get('u') ?? null;
  const after = parseUpdate(pipeline, []).apply({
    doc: bson({ _id: 1, a: 1, b: 2 }),
    filter: new Map(),
    inserting: false,
    now,
  });
  expect(after).toEqual(bson({ _id: 1, a: 1, total: 3 }));
});

test('the document that is updated is left as it was', () => {
  const before = bson({ _id: 1, a: { b: [1] } });
  const bytes = encodeDocument(before);
  const update = bson({ $push: { 'a.b': 2 }, $set: { 'a.c': 1 } });
  const after = parseUpdate(update, []).apply({ doc: before, filter: new Map(), inserting: false, now });
  expect(isDoc(after.get('a') ?? null)).toBe(true);
  expect(encodeDocument(before)).toEqual(bytes);
});
