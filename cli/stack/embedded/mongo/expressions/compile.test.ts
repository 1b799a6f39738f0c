import { Decimal128, Int32, Long, ObjectId } from 'bson';
import { expect, test } from 'vitest';
import { bson } from '../../../../test/harness/bson-literal.ts';
import { CommandError } from '../errors.ts';
import type { Value } from '../value/value.ts';
import { compileExpression } from './compile.ts';

const big = Long.fromString('9007199254740993');
const price = Decimal128.fromString('10.10');
const root = bson({
  n: 5,
  d: 2.5,
  big,
  price,
  s: 'Text',
  list: [3, 1, 2],
  items: [
    { k: 'a', n: 1 },
    { k: 'b', n: 2 },
  ],
  at: new Date('2024-02-03T04:05:06.007Z'),
  id: new ObjectId('0123456789abcdef01234567'),
});

const evaluate = (expression: unknown): Value | undefined =>
  compileExpression(bson({ e: expression }).get('e') ?? null)({ root, vars: new Map() });

const value = (plain: unknown): Value | undefined => bson({ v: plain }).get('v');

test.each<[unknown, unknown]>([
  ['$n', 5],
  ['$items.n', [1, 2]],
  ['$$ROOT.s', 'Text'],
  [{ a: '$n', gone: '$missing' }, { a: 5 }],
  [
    ['$n', '$missing'],
    [5, null],
  ],
  [{ $literal: '$n' }, '$n'],
  [{ $add: ['$n', 1] }, 6],
  [{ $add: ['$big', 1] }, Long.fromString('9007199254740994')],
  [{ $add: ['$price', Decimal128.fromString('0.05')] }, Decimal128.fromString('10.15')],
  [{ $subtract: ['$big', 1] }, Long.fromString('9007199254740992')],
  [{ $subtract: ['$at', '$at'] }, Long.fromNumber(0)],
  [{ $multiply: ['$n', '$d'] }, 12.5],
  [{ $divide: ['$n', 2] }, 2.5],
  [{ $mod: ['$big', 2] }, Long.fromNumber(1)],
  [{ $abs: -3 }, 3],
  [{ $round: [2.346, 2] }, 2.35],
  [{ $add: ['$n', '$missing'] }, null],
  [{ $gt: ['$big', 9007199254740992] }, true],
  [{ $eq: ['$n', Long.fromNumber(5)] }, true],
  [{ $cmp: ['$n', 6] }, -1],
  [{ $and: ['$n', { $lt: ['$n', 6] }] }, true],
  [{ $cond: [{ $gte: ['$n', 5] }, 'yes', 'no'] }, 'yes'],
  [{ $ifNull: ['$missing', 'x'] }, 'x'],
  [{ $let: { vars: { x: '$n' }, in: { $add: ['$$x', 1] } } }, 6],
  [{ $map: { input: '$list', as: 'x', in: { $multiply: ['$$x', 2] } } }, [6, 2, 4]],
  [{ $filter: { input: '$items', as: 'i', cond: { $gt: ['$$i.n', 1] } } }, [{ k: 'b', n: 2 }]],
  [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $sortArray: { input: '$list', sortBy: 1 } }, [1, 2, 3]],
  [{ $arrayElemAt: ['$list', -1] }, 2],
  [{ $in: [1, '$list'] }, true],
  [{ $size: '$list' }, 3],
  [{ $slice: ['$list', 2] }, [3, 1]],
  [{ $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
  [{ $arrayToObject: [{ $literal: [['a', 1]] }] }, { a: 1 }],
  [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  [{ $mergeObjects: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
  [{ $setUnion: ['$list', [1, 7]] }, [3, 1, 2, 7]],
  [{ $sum: '$list' }, 6],
  [{ $avg: [1, 2] }, 1.5],
  [{ $max: '$list' }, 3],
  [{ $concat: ['$s', '!'] }, 'Text!'],
  [{ $toUpper: '$s' }, 'TEXT'],
  [{ $toString: '$id' }, '0123456789abcdef01234567'],
  [{ $toLong: '42' }, Long.fromNumber(42)],
  [{ $toDecimal: '1.10' }, Decimal128.fromString('1.10')],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
  [{ $type: '$price' }, 'decimal'],
  [{ $substrCP: ['$s', 0, 2] }, 'Te'],
  [{ $split: ['a-b', '-'] }, ['a', 'b']],
  [{ $strLenCP: '$s' }, 4],
  [{ $regexMatch: { input: '$s', regex: '^te', options: 'i' } }, true],
  [{ $year: '$at' }, 2024],
  [{ $dateToString: { date: '$at', format: '%Y-%m-%d' } }, '2024-02-03'],
])('%o is %o', (expression, result) => {
  expect(evaluate(expression)).toEqual(value(result));
});

test('$cond and $switch take named parts', () => {
  const [yes, no] = ['then', 'else'];
  expect(evaluate({ $cond: { if: false, [yes]: 1, [no]: 2 } })).toEqual(new Int32(2));
  const branches = [{ case: { $eq: ['$n', 5] }, [yes]: 'five' }];
  expect(evaluate({ $switch: { branches, default: 'other' } })).toBe('five');
  expect(() => evaluate({ $switch: { branches: [{ case: false, [yes]: 1 }] } })).toThrow('no default');
});

test('doubles of mingo stay doubles', () => {
  expect(evaluate({ $sqrt: 4 })).toBe(2);
  expect(evaluate({ $strLenCP: 'ab' })).toEqual(new Int32(2));
});

test.each<[unknown, string]>([
  [{ $frobnicate: 1 }, '$frobnicate'],
  [{ $function: {} }, '$function'],
  [{ $sqrt: '$price' }, '$sqrt of a Decimal128'],
  [{ $sqrt: '$big' }, '$sqrt of the int64 9007199254740993'],
  [{ $avg: ['$price'] }, '$avg of a Decimal128'],
  [{ $add: ['$price', '$d'] }, '$add: Decimal128 with a double'],
  [{ $add: ['$s', 1] }, '$add only supports numeric types'],
  ['$$nobody', 'nobody'],
])('%o is refused by name', (expression, name) => {
  expect(() => evaluate(expression)).toThrow(CommandError);
  expect(() => evaluate(expression)).toThrow(name);
});
