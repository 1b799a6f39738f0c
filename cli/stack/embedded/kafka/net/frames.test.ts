import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MalformedError } from '../wire/malformed.ts';
import { FrameSplitter } from './frames.ts';

const framed = (body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length);
  return Buffer.concat([length, body]);
};
const bodies = fc.array(
  fc.uint8Array({ minLength: 8, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  { maxLength: 10 },
);

test('frames come out whole however the stream is cut', () => {
  fc.assert(
    fc.property(bodies, fc.infiniteStream(fc.integer({ min: 1, max: 400 })), (sent, sizes) => {
      const stream = Buffer.concat(sent.map(framed));
      const splitter = new FrameSplitter(1000);
      const received: Buffer[] = [];
      for (let at = 0; at < stream.length;) {
        const size = sizes.next().value as number;
        received.push(...splitter.push(stream.subarray(at, at + size)));
        at += size;
      }
      expect(received).toEqual(sent);
      expect(splitter.pending).toBe(0);
    }),
  );
});

test.each([0, 7, -1, 1001, 0x7fffffff])('a length of %i is malformed', (length) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(length);
  expect(() => new FrameSplitter(1000).push(bytes)).toThrow(MalformedError);
});

test('what is held grows with the bytes that came', () => {
  const splitter = new FrameSplitter(100_000_000);
  splitter.push(Buffer.from([5, 0, 0, 0, 1, 2]));
  expect(splitter.pending).toBe(6);
});
