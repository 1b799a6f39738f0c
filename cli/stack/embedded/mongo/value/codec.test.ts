import { Binary, Decimal128, deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDoc } from '../../../../test/harness/bson-values.ts';
import { decodeDocument } from './decode.ts';
import { encodeDocument, encodeToKeep } from './encode.ts';
import { MalformedBson } from './malformed.ts';
import type { Value } from './value.ts';

test('what is decoded is encoded again to the same bytes', () => {
  fc.assert(
    fc.property(anyDoc, (doc) => {
      const bytes = encodeDocument(doc);
      expect(encodeDocument(decodeDocument(bytes))).toEqual(bytes);
    }),
  );
});

test('the bytes are those of the bson package', () => {
  const plain = { a: 1, b: 1.5, c: 'text', d: [true, null], e: { f: new Date(5) }, g: /x/i };
  const bytes = Buffer.from(serialize(plain));
  expect(encodeDocument(decodeDocument(bytes))).toEqual(bytes);
  expect(deserialize(encodeDocument(decodeDocument(bytes)))).toEqual(plain);
});

test('a value that is kept keeps no more memory alive than its own', () => {
  const bytes = encodeDocument(
    new Map<string, Value>([
      ['price', Decimal128.fromString('12.34')],
      ['data', new Binary(Buffer.from('data'))],
    ]),
  );
  const doc = decodeDocument(bytes);
  expect((doc.get('price') as Decimal128).bytes.buffer.byteLength).toBe(16);
  expect((doc.get('data') as Binary).buffer.buffer.byteLength).toBe(4);
  expect(encodeToKeep(doc, 1).buffer.byteLength).toBe(bytes.length);
});

test('keys that look like integers keep their places', () => {
  const bytes = encodeDocument(
    new Map([
      ['b', 1],
      ['10', 2],
      ['2', 3],
    ]),
  );
  expect([...decodeDocument(bytes).keys()]).toEqual(['b', '10', '2']);
});

test('any damage is a document or MalformedBson, never another error', () => {
  fc.assert(
    fc.property(anyDoc, fc.nat(), fc.integer({ min: 0, max: 255 }), (doc, where, byte) => {
      const bytes = encodeDocument(doc);
      bytes[where % bytes.length] = byte;
      decodeOrRefuse(bytes);
      decodeOrRefuse(bytes.subarray(0, where % bytes.length));
    }),
  );
});

test('random bytes are a document or MalformedBson', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeOrRefuse(Buffer.from(bytes))));
});

test.each([
  ['text that is no UTF-8', [0x0e, 0, 0, 0, 2, 0x61, 0, 2, 0, 0, 0, 0xff, 0, 0]],
  ['nesting without end', nested(1000)],
  ['a length of 2 GB', [0xff, 0xff, 0xff, 0x7f, 0]],
])('%s is refused', (_, bytes) => {
  expect(() => decodeDocument(Buffer.from(bytes))).toThrow(MalformedBson);
});

function nested(depth: number): number[] {
  let bytes = Buffer.from([5, 0, 0, 0, 0]);
  for (let level = 0; level < depth; level += 1) {
    const length = Buffer.alloc(4);
    length.writeInt32LE(bytes.length + 8);
    bytes = Buffer.concat([length, Buffer.from([3, 0x61, 0]), bytes, Buffer.from([0])]);
  }
  return [...bytes];
}

function decodeOrRefuse(bytes: Buffer): void {
  try {
    decodeDocument(bytes);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(MalformedBson);
  }
}
