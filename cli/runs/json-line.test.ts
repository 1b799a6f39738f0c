import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, stringifyJson } from '../../services/tram/index.ts';
import { parseJsonLine, surveyJson } from './json-line.ts';

test('brackets and numbers in texts are none, however their quotes are escaped', () => {
  expect(surveyJson(String.raw`{"a":"[[\\\"[","b":"\\","c":"12345678901234567890"}`)).toEqual({
    depth: 1,
    isExact: true,
  });
  expect(surveyJson('{"a":[[1],{}]}').depth).toBe(3);
  expect(surveyJson('{"a":"no end [[').depth).toBe(1);
});

test('stops counting beyond the limit: a file from elsewhere may be nested as deep as it likes', () => {
  expect(surveyJson('['.repeat(100_000), 200).depth).toBe(201);
});

test.each(['9223372036854775807', '-9007199254740993', '1e400', '0.1234567890123456789'])(
  '%s has more digits than JavaScript keeps',
  (number) => expect(surveyJson(`{"n":${number}}`).isExact).toBe(false),
);

test.each(['9007199254740991', '1700000000000.125', '-1.5', '0'])('%s has not', (number) =>
  expect(surveyJson(`{"n":${number}}`).isExact).toBe(true),
);

test('whatever the numbers, it reads what the reader that loses no digit reads', () => {
  const number = fc.oneof(
    fc.bigInt().map(String),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((each) => JSON.stringify(each)),
    fc.constantFrom('1E5', '1.0', '-0', '1e-7', '10000000000000000000000', '123456789012345678.5'),
  );
  fc.assert(
    // Two members of one name are refused by the reader that loses no digit.
    fc.property(
      number,
      fc.string().filter((name) => name !== 'b'),
      (digits, name) => {
        const text = `{${JSON.stringify(name)}:[${digits}],"b":${JSON.stringify(`"${name}\\`)}}`;
        expect(stringifyJson(parseJsonLine(text))).toBe(stringifyJson(parseJson(text)));
      },
    ),
  );
});
