import { expect, test } from 'vitest';
import { KnownValues } from './known-values.ts';

const hidden = (text: string, ...values: readonly string[]) => {
  const known = new KnownValues();
  for (const [index, value] of values.entries()) known.add(value, `<${index}>`);
  return known.hide(text);
};
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0';

test('a value is hidden wherever it stands, a short one where it stands for itself', () => {
  expect(hidden(`is ${token}, or ${token}s`, token)).toBe('is <0>, or <0>s');
  expect(hidden('5 of 15, id-5', '5')).toBe('<0> of 15, id-5');
  expect(hidden('Jane Doe and Jane', 'Jane', 'Jane Doe')).toBe('<1> and <0>');
});

test('so it is as JSON has it, also within a text of JSON', () => {
  const value = 'say "hello"\nto \\ all';
  expect(hidden(`got ${JSON.stringify({ value })}`, value)).toBe('got {"value":"<0>"}');
  const payload = JSON.stringify({ value });
  expect(hidden(`got ${JSON.stringify({ payload })}`, value)).toBe(
    String.raw`got {"payload":"{\"value\":\"<0>\"}"}`,
  );
});

test('of one with several lines each is hidden, as a log has them', () => {
  const value = '-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n';
  expect(value.split('\n').map((line) => hidden(`  ${line}`, value))).toEqual([
    '  <0>',
    '  <0>',
    '  <0>',
    '  ',
  ]);
});

test('where a text was cut, the beginning of a value goes too', () => {
  expect(hidden(`a ${token.slice(0, 20)}… and ${token.slice(0, 4)}...\nnext`, 'some', token)).toBe(
    'a <1>… and <1>...\nnext',
  );
  expect(hidden('waiting... for it…', token, 'wait')).toBe('<1>ing... for it…');
  expect(hidden('aaaaa…', 'aaaaab')).toBe('<0>…');
  expect(hidden('eyJ…', token)).toBe('eyJ…');
});

test('too many to look for leave nothing of a text', () => {
  const known = new KnownValues(1);
  known.add('some "value"', '<0>');
  known.add('some "value"', '<0>');
  expect(known.hide('text')).toBe('text');
  known.add('another', '<1>');
  expect(known.hide('text')).toBe('redacted: it may hold a value that is redacted');
});
