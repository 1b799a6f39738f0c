import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeDocument } from '../value/encode.ts';
import { MalformedBson } from '../value/malformed.ts';
import { docOf, type Doc } from '../value/value.ts';
import { MalformedFrame } from './frames.ts';
import { encodeReply, parseRequest } from './message.ts';

function opMsg(sections: readonly Buffer[], flags = 0): Buffer {
  const body = Buffer.concat(sections);
  const frame = Buffer.alloc(20 + body.length);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(7, 4);
  frame.writeInt32LE(2013, 12);
  frame.writeUInt32LE(flags, 16);
  body.copy(frame, 20);
  return frame;
}

const bodySection = (doc: Doc): Buffer => Buffer.concat([Buffer.from([0]), encodeDocument(doc)]);

function sequence(name: string, docs: readonly Doc[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...docs.map(encodeDocument)]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

test('a document sequence is joined to the body, before or behind it', () => {
  const [body, docs] = [docOf({ insert: 'c' }), [docOf({ a: 1 }), docOf({ a: 2 })]];
  for (const sections of [
    [bodySection(body), sequence('documents', docs)],
    [sequence('documents', docs), bodySection(body)],
  ])
    expect(parseRequest(opMsg(sections))).toMatchObject({
      requestId: 7,
      wantsReply: true,
      body: docOf({ insert: 'c', documents: docs }),
    });
});

test('moreToCome means that no reply is wanted', () => {
  expect(parseRequest(opMsg([bodySection(docOf({ ping: 1 }))], 2)).wantsReply).toBe(false);
});

test('a checksum at the end is not taken for a section', () => {
  const frame = opMsg([bodySection(docOf({ ping: 1 })), Buffer.from([1, 2, 3, 4])], 1);
  expect(parseRequest(frame).body).toEqual(docOf({ ping: 1 }));
});

test('the first hello may come as OP_QUERY and is answered by OP_REPLY', () => {
  const query = encodeDocument(docOf({ isMaster: 1 }));
  const name = Buffer.from('admin.$cmd\0');
  const frame = Buffer.concat([Buffer.alloc(20), name, Buffer.alloc(8), query]);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(9, 4);
  frame.writeInt32LE(2004, 12);
  const request = parseRequest(frame);
  expect(request.body).toEqual(docOf({ isMaster: 1, $db: 'admin' }));
  const reply = encodeReply(request, docOf({ ok: 1 }));
  expect([reply.readInt32LE(0), reply.readInt32LE(8), reply.readInt32LE(12)]).toEqual([reply.length, 9, 1]);
});

test.each([
  ['an unknown opcode', (frame: Buffer) => void frame.writeInt32LE(2012, 12)],
  ['an unknown required flag', (frame: Buffer) => void frame.writeUInt32LE(4, 16)],
  ['an unknown section', (frame: Buffer) => void frame.writeUInt8(2, 20)],
])('%s is refused', (_, damage) => {
  const frame = opMsg([bodySection(docOf({ ping: 1 }))]);
  damage(frame);
  expect(() => parseRequest(frame)).toThrow(MalformedFrame);
});

test('any damage to a message is a request, MalformedFrame or MalformedBson', () => {
  const whole = opMsg([bodySection(docOf({ insert: 'c' })), sequence('documents', [docOf({ a: 'x' })])]);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length - 17), (where, byte, cut) => {
      const frame = Buffer.from(whole.subarray(0, whole.length - cut));
      frame[where % frame.length] = byte;
      try {
        parseRequest(frame);
      } catch (thrown) {
        expect(thrown instanceof MalformedFrame || thrown instanceof MalformedBson).toBe(true);
      }
    }),
  );
});
