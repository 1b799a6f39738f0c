import { expect, test } from 'vitest';
import { comparedLines } from './compared-lines.ts';

const signs = { added: '+', changed: '~', removed: '-', same: ' ' } as const;
const drawn = (current: unknown, previous: unknown) =>
  comparedLines(current, previous).map(({ text, change }) => `${signs[change]} ${text}`);

test('only what differs is marked, the keys in their order, what went at the end', () => {
  expect(
    drawn(
      { _id: 17n, state: 'APPROVED', total: { amount: '40.00' }, reason: null },
      { _id: 17n, state: 'PENDING', total: { amount: '40.00' }, note: 'soon' },
    ),
  ).toEqual([
    '  _id: 17',
    '~ state: "APPROVED"',
    '  total:',
    '    amount: "40.00"',
    '+ reason: null',
    '- note: "soon"',
  ]);
});

test('inside of something that changed, only what did', () => {
  expect(
    drawn({ orders: { 17: { state: 'A' }, 18: { state: 'P' } } }, { orders: { 17: { state: 'P' } } }),
  ).toEqual(['  orders:', '    17:', '~     state: "A"', '+   18:', '+     state: "P"']);
});

test('a new document is new in all its fields; of one that was a value before, so are those inside', () => {
  expect(drawn({ a: { b: 1 } }, null)).toEqual(['+ a:', '+   b: 1']);
  expect(drawn({ a: { b: 1 } }, { a: 1 })).toEqual(['~ a:', '~   b: 1']);
});

test('arrays are told by index, empty ones in a line; a deleted document is null', () => {
  expect(drawn({ list: [1, 3], none: [], nothing: {} }, { list: [1, 2], none: [], nothing: {} })).toEqual([
    '  list:',
    '    0: 1',
    '~   1: 3',
    '  none: []',
    '  nothing: {}',
  ]);
  expect(drawn(null, { a: 1 })).toEqual(['  null']);
});

test('ids of 64 bits keep their digits', () => {
  expect(drawn({ id: 9007199254740993n }, { id: 9007199254740992n })).toEqual(['~ id: 9007199254740993']);
});
