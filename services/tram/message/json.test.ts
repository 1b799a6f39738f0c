import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson } from './json.ts';

describe('lossless JSON', () => {
  it('keeps integers beyond 2^53', () => {
    expect(parseJson('{"id":9223372036854775807}')).toEqual({ id: 9223372036854775807n });
    expect(stringifyJson({ id: 9223372036854775807n })).toBe('{"id":9223372036854775807}');
  });

  it('keeps decimals that no double holds, digit by digit', () => {
    const text = '{"amount":12345678901234567.89}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it('reads ordinary numbers as numbers', () => {
    expect(parseJson('[1, -2, 1.5, 9007199254740991]')).toEqual([1, -2, 1.5, 9007199254740991]);
  });

  it('leaves undefined members out', () => {
    expect(stringifyJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });

  it('refuses what has no JSON text', () => {
    expect(() => stringifyJson(undefined)).toThrow('A undefined has no JSON text');
  });

  it('gives back every bigint', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        const back = parseJson(stringifyJson({ value })) as { value: number | bigint };
        expect(BigInt(back.value)).toBe(value);
      }),
    );
  });

  it('gives back every JSON value', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(JSON.parse(stringifyJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});
