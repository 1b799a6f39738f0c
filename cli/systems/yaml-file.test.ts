import { isLosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { InvalidFileError } from './invalid-file.ts';
import { parseYaml } from './yaml-file.ts';

test('a place is told as file, line and column, for values and for keys', () => {
  const file = parseYaml('a.yaml', 'steps:\n  - get: x/y\n    status: 200\n');
  expect(file.at(['steps', 0, 'status'])).toBe('a.yaml:3:13');
  expect(file.at(['steps', 0, 'status'], 'key')).toBe('a.yaml:3:5');
  expect(file.at(['steps', 0, 'nowhere', 'deep'])).toBe('a.yaml:2:5');
});

test('numbers beyond what a double holds keep their digits', () => {
  const { value } = parseYaml(
    'a.yaml',
    'id: 9223372036854775807\namount: 99999999999999999.99\nsmall: 12.5\n',
  );
  expect(value).toMatchObject({ id: 9223372036854775807n, small: 12.5 });
  const amount = (value as { amount: unknown }).amount;
  expect(isLosslessNumber(amount) && amount.toString()).toBe('99999999999999999.99');
});

test.each([
  ['a: {{x}}\n', /^a\.yaml:1:5: a variable needs quotes/],
  ['a: [1', /^a\.yaml:1:6: /],
  ['a: 1\na: 2\n', /^a\.yaml:2:1: Map keys must be unique/],
  ['a: 1\n---\nb: 2\n', /^a\.yaml:2:1: .*multiple documents/],
])('%j is no YAML document, and the error says where', (text, message) => {
  expect(() => parseYaml('a.yaml', text)).toThrow(InvalidFileError);
  expect(() => parseYaml('a.yaml', text)).toThrow(message);
});
