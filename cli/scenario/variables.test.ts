import { expect, test } from 'vitest';
import { fill, fillText, mentioned } from './variables.ts';

const variables = new Map<string, unknown>([
  ['id', 9223372036854775807n],
  ['name', 'Jane'],
]);

test('exactly one reference keeps the type; in a text it is printed', () => {
  expect(fill({ id: '{{id}}', text: 'order {{id}} of {{ name }}' }, variables)).toEqual({
    id: 9223372036854775807n,
    text: 'order 9223372036854775807 of Jane',
  });
  expect(fillText('orders/{{id}}', variables)).toBe('orders/9223372036854775807');
});

test('keys are filled in too, at any depth', () => {
  expect(fill([{ 'orders.{{id}}.state': ['{{name}}'] }], variables)).toEqual([
    { 'orders.9223372036854775807.state': ['Jane'] },
  ]);
});

test('what holds no reference stays as it is', () => {
  const value = { a: 1, b: null, c: 12n, d: [true] };
  expect(fill(value, variables)).toEqual(value);
});

test('random is fresh at every use', () => {
  const { a, b } = fill({ a: '{{random}}', b: '{{random}}' }, new Map());
  expect(a).toMatch(/^[0-9a-f]{12}$/);
  expect(a).not.toBe(b);
  expect(Number.isSafeInteger(fill('{{randomInt}}', new Map()))).toBe(true);
});

test('the names that a value mentions are found everywhere', () => {
  expect(mentioned({ '{{a}}': ['x{{b}}y{{c}}', { d: '{{d}}' }], e: 5 })).toEqual(['a', 'b', 'c', 'd']);
});
