import { expect, test } from 'vitest';
import { parseFilter } from './parse.ts';

test('words, fields, negations and quotes are terms, in lower case', () => {
  expect(parseFilter('saga:3 type:OrderCreated -missing:relay -crash "two Words" key:"a b"')).toEqual({
    ok: true,
    filter: {
      text: 'saga:3 type:OrderCreated -missing:relay -crash "two Words" key:"a b"',
      terms: [
        { field: 'saga', text: '3', negated: false },
        { field: 'type', text: 'ordercreated', negated: false },
        { field: 'missing', text: 'relay', negated: true },
        { field: null, text: 'crash', negated: true },
        { field: null, text: 'two words', negated: false },
        { field: 'key', text: 'a b', negated: false },
      ],
    },
  });
});

test('nothing typed is no filter', () => {
  expect(parseFilter('  ')).toEqual({ ok: true, filter: { text: '  ', terms: [] } });
});

test.each([
  ['tpye:OrderCreated', 'there is no field "tpye"; did you mean "type"?'],
  ['type:', 'type: is the event type, such as OrderCreated; give one'],
  ['ok "half', 'the quote is not closed'],
  ['-', 'a word is missing'],
  ['ok -', 'a word is missing'],
])('%s: %s', (text, error) => {
  expect(parseFilter(text)).toEqual({ ok: false, error });
});

test('a time is a word, not a field', () => {
  expect(parseFilter('10:30')).toMatchObject({
    ok: true,
    filter: { terms: [{ field: null, text: '10:30' }] },
  });
});
