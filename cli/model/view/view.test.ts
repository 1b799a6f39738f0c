import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { differences, printed } from './difference.ts';
import { guardsOf } from './guards.ts';
import { parsePayload } from './payload.ts';
import { render, renderPath } from './template.ts';

const values = {
  aggregateId: '17.5',
  payload: parsePayload('{"a":{"big":9223372036854775807,"money":12345678901234567.89},"text":"x"}'),
};

test('a payload keeps every digit', () => {
  expect(values.payload).toEqual({
    a: { big: 9223372036854775807n, money: new LosslessNumber('12345678901234567.89') },
    text: 'x',
  });
  expect(parsePayload('no JSON')).toBeUndefined();
});

test('a template that is one name keeps the type, one within text is text', () => {
  expect(render({ '{{payload.text}}': ['{{payload.a.big}}', 'n{{payload.a.big}}', 1] }, values)).toEqual({
    x: [9223372036854775807n, 'n9223372036854775807', 1],
  });
  expect(render('{{payload.a.none}}', values)).toBeUndefined();
  expect(render('-{{payload.a.money}}{{payload.none}}{{nothing}}', values)).toBe('-12345678901234567.89');
  expect(render('{{payload.text.length}}', values)).toBeUndefined();
});

test('a path is split before it is filled in', () => {
  expect(renderPath('orders.{{aggregateId}}.{{payload.text}}', values)).toEqual(['orders', '17.5', 'x']);
});

test.each([
  [17n, '17'],
  [17, 17n],
  ['40.00', 40],
  [new LosslessNumber('12345678901234567.890'), '12345678901234567.89'],
  [null, undefined],
  [{ a: [1, { b: 2n }] }, { a: [1n, { b: 2 }] }],
  [{ a: undefined }, {}],
])('%s equals %s', (left, right) => {
  expect(differences(left, right)).toEqual([]);
});

test.each([
  ['007', '7', ''],
  [1n, 2, ''],
  ['x', 1, ''],
  [true, 1, ''],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, 'a.c'],
  [[1], { 0: 1 }, ''],
  [{ a: {} }, { a: 1 }, 'a'],
])('%s differs from %s', (left, right, path) => {
  expect(differences(left, right).map((difference) => difference.path)).toEqual([path]);
});

test('values in a proof are JSON, numbers beyond it as text', () => {
  expect([undefined, 1n, new LosslessNumber('1.10'), { a: 'x' }].map(printed)).toEqual([
    'nothing',
    '"1"',
    '"1.10"',
    '{"a":"x"}',
  ]);
});

test('guards are read at any depth', () => {
  const document = { guards: { Order: { 17: 'b' }, 'Customer/1': 'a', odd: 1 } };
  expect(Object.fromEntries(guardsOf(document, 'guards'))).toEqual({ 'Order/17': 'b', 'Customer/1': 'a' });
  expect(guardsOf(null, 'guards').size).toBe(0);
});

test('any JSON equals itself, however it was read', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(differences(parsePayload(JSON.stringify(value)), value)).toEqual([]);
    }),
  );
});
