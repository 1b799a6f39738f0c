import { expect, test } from 'vitest';
import { follow, parseJsonPath } from './json-path.ts';

test.each([
  ['$', []],
  ['$.a', ['a']],
  ['$.a.b[0]', ['a', 'b', 0]],
  ["$['a b'].c", ['a b', 'c']],
])('%s is a path', (text, steps) => {
  expect(parseJsonPath(text)).toEqual(steps);
});

test.each(['a', '$a', '$.', '$.a[x]', '$..a', '$.a[-1]'])('%s is none', (text) => {
  expect(parseJsonPath(text)).toBeUndefined();
});

test('a path leads to a value of its own, never to one that is inherited', () => {
  const value = { a: { b: [7] } };
  expect(follow(value, ['a', 'b', 0])).toBe(7);
  expect(follow(value, ['a', 'x', 0])).toBeUndefined();
  expect(follow(value, ['toString'])).toBeUndefined();
});
