import { Decimal128, Long, ObjectId, type Document } from 'bson';
import { expect, test } from 'vitest';
import { bson } from '../../../../test/harness/bson-literal.ts';
import { CommandError } from '../errors.ts';
import { compileFilter } from './filter.ts';

const id = new ObjectId();
const document = {
  _id: id,
  n: 5,
  big: Long.fromString('9007199254740993'),
  money: Decimal128.fromString('10.50'),
  name: 'Jane',
  gone: null,
  flag: true,
  tags: ['a', 'b'],
  scores: [1, 5, 9],
  nested: { deep: { n: 1 } },
  items: [
    { sku: 'a', n: 1, parts: [{ p: 1 }] },
    { sku: 'b', n: 5 },
  ],
  at: new Date(1000),
};

test.each<[Document, boolean]>([
  [{}, true],
  [{ _id: id }, true],
  [{ n: 5 }, true],
  [{ n: Long.fromNumber(5) }, true],
  [{ n: { $gt: 4.5, $lt: 5.5 } }, true],
  [{ n: '5' }, false],
  [{ n: { $gt: 'a' } }, false],
  [{ big: { $gt: Long.fromString('9007199254740992') } }, true],
  [{ big: Long.fromString('9007199254740992') }, false],
  [{ big: 9007199254740992 }, false],
  [{ money: 10.5 }, true],
  [{ money: { $gt: 10, $lte: Decimal128.fromString('10.5') } }, true],
  [{ name: { $in: ['Jane', 'Joe'] } }, true],
  [{ name: { $in: [/^ja/i] } }, true],
  [{ name: { $nin: ['Jane'] } }, false],
  [{ name: { $ne: 'Joe' } }, true],
  [{ name: /ane$/ }, true],
  [{ name: { $regex: 'jan', $options: 'i' } }, true],
  [{ name: { $not: /x/ } }, true],
  [{ gone: null }, true],
  [{ absent: null }, true],
  [{ absent: { $exists: false } }, true],
  [{ gone: { $exists: true } }, true],
  [{ absent: { $ne: 1 } }, true],
  [{ absent: { $gt: 0 } }, false],
  [{ tags: 'a' }, true],
  [{ tags: ['a', 'b'] }, true],
  [{ tags: ['b', 'a'] }, false],
  [{ tags: { $all: ['b', 'a'] } }, true],
  [{ tags: { $size: 2 } }, true],
  [{ 'tags.1': 'b' }, true],
  [{ scores: { $gt: 8 } }, true],
  [{ scores: { $elemMatch: { $gt: 1, $lt: 5 } } }, false],
  [{ scores: { $gt: 1, $lt: 5 } }, true],
  [{ 'nested.deep.n': 1 }, true],
  [{ nested: { deep: { n: 1 } } }, true],
  [{ 'items.sku': 'b' }, true],
  [{ 'items.parts.p': 1 }, true],
  [{ items: { $elemMatch: { sku: 'a', n: 5 } } }, false],
  [{ items: { $elemMatch: { $or: [{ sku: 'a' }, { n: 7 }] } } }, true],
  [{ $and: [{ n: 5 }, { flag: true }] }, true],
  [{ $or: [{ n: 6 }, { flag: true }] }, true],
  [{ $nor: [{ n: 6 }, { flag: false }] }, true],
  [{ n: { $type: 'int' } }, true],
  [{ n: { $type: ['string', 'number'] } }, true],
  [{ tags: { $type: 'array' } }, true],
  [{ n: { $mod: [2, 1] } }, true],
  [{ n: { $bitsAllSet: [0, 2] } }, true],
  [{ n: { $bitsAnySet: 2 } }, false],
  [{ at: { $lt: new Date(2000) } }, true],
  [{ $expr: { $gt: ['$n', { $size: '$tags' }] } }, true],
  [{ n: Number.NaN }, false],
  [{ n: { $lt: Number.NaN } }, false],
])('%o matches: %s', (filter, matches) => {
  expect(compileFilter(bson(filter))(bson(document))).toBe(matches);
});

test.each<[Document, string]>([
  [{ $where: 'true' }, '$where'],
  [{ n: { $near: 1 } }, '$near'],
  [{ $text: { $search: 'x' } }, '$text'],
  [{ $expr: { $function: {} } }, '$function'],
  [{ n: { $in: 5 } }, '$in'],
  [{ name: { $regex: 'x', $options: 'z' } }, "'z'"],
  [{ name: { $regex: '(' } }, 'invalid'],
  [{ $or: [] }, '$or'],
])('%o is refused by name', (filter, name) => {
  const compile = (): unknown => compileFilter(bson(filter));
  expect(compile).toThrow(CommandError);
  expect(compile).toThrow(name);
});
