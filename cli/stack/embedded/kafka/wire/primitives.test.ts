import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { array, nullableArray, since, struct } from './composites.ts';
import { MalformedError } from './malformed.ts';
import { bytes, int16, int32, nullableString, records, string } from './primitives.ts';
import { Reader } from './reader.ts';
import { varint, varlong } from './varint.ts';
import { Writer } from './writer.ts';

const written = (write: (to: Writer) => void) => {
  const writer = new Writer();
  write(writer);
  const all = Buffer.concat(writer.buffers());
  expect(writer.length).toBe(all.length);
  return all;
};
const hex = (write: (to: Writer) => void) => written(write).toString('hex');
const from = (text: string) => new Reader(Buffer.from(text, 'hex'));

describe('encodings of the protocol guide', () => {
  test.each([
    ['0001', (to: Writer) => int16.write(to, 1, 0)],
    ['ffffffff', (to: Writer) => int32.write(to, -1, 0)],
    ['0002c3a4', (to: Writer) => string.write(to, 'ä', 0)],
    ['ffff', (to: Writer) => nullableString.write(to, null, 0)],
    ['00000002beef', (to: Writer) => bytes.write(to, Buffer.from('beef', 'hex'), 0)],
    ['ffffffff', (to: Writer) => nullableArray(int16).write(to, null, 0)],
    ['0000000200010002', (to: Writer) => array(int16).write(to, [1, 2], 0)],
    [
      '00000003aabbcc',
      (to: Writer) => records.write(to, [Buffer.from('aa', 'hex'), Buffer.from('bbcc', 'hex')], 0),
    ],
    ['ac02', (to: Writer) => varint.write(to, 150, 0)],
    ['01', (to: Writer) => varint.write(to, -1, 0)],
  ])('%s', (expected, write) => expect(hex(write)).toBe(expected));
});

test('varint and varlong come back, at their limits too', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      (n) => varint.read(new Reader(written((to) => varint.write(to, n, 0))), 0) === n,
    ),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (n) => {
      expect(varlong.read(new Reader(written((to) => varlong.write(to, n, 0))), 0)).toBe(n);
    }),
  );
});

test('a field is on the wire only in its versions', () => {
  const codec = struct({ a: int16, b: since(2, int16, -7) });
  expect(hex((to) => codec.write(to, { a: 1, b: 2 }, 1))).toBe('0001');
  expect(hex((to) => codec.write(to, { a: 1, b: 2 }, 2))).toBe('00010002');
  expect(codec.read(from('0001'), 1)).toEqual({ a: 1, b: -7 });
});

test.each([
  ['a string longer than the frame', () => string.read(from('000561'), 0)],
  ['a negative length', () => bytes.read(from('fffffffe'), 0)],
  ['null for a string', () => string.read(from('ffff'), 0)],
  ['an array longer than the frame', () => array(int16).read(from('7fffffff0001'), 0)],
  ['a negative array', () => array(int16).read(from('fffffffd'), 0)],
  ['a varint without an end', () => varint.read(from('ffffffffffff'), 0)],
  ['a varlong without an end', () => varlong.read(from('ffffffffffffffffffffff'), 0)],
  ['an integer that is cut', () => int32.read(from('000000'), 0)],
])('%s is malformed', (_, read) => expect(read).toThrow(MalformedError));
