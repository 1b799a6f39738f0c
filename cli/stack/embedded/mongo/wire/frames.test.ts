import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameSplitter, MalformedFrame, maxMessageBytes } from './frames.ts';

function frame(payload: Uint8Array): Buffer {
  const bytes = Buffer.alloc(16 + payload.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.set(payload, 16);
  return bytes;
}

test('messages are found again however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 5 }),
      fc.array(fc.nat(60)),
      (payloads, cuts) => {
        const frames = payloads.map(frame);
        let rest = Buffer.concat(frames);
        const splitter = new FrameSplitter();
        const found: Buffer[] = [];
        for (const cut of cuts) {
          found.push(...splitter.push(rest.subarray(0, cut)));
          rest = rest.subarray(cut);
        }
        found.push(...splitter.push(rest));
        expect(found).toEqual(frames);
      },
    ),
  );
});

test.each([0, 15, -1, maxMessageBytes + 1, 2 ** 31 - 1])(
  'a length of %i is refused before anything is kept',
  (length) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(length);
    expect(() => new FrameSplitter().push(bytes)).toThrow(MalformedFrame);
  },
);
