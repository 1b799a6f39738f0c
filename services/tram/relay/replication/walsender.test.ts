import { expect, test } from 'vitest';
import type { Lsn } from './lsn.ts';
import { copyData, decodeFrame, encodeStatus } from './walsender.ts';

const keepalive = (reply: number): Buffer =>
  Buffer.concat([
    Buffer.from('k'),
    Buffer.from('00000016B374D848', 'hex'),
    Buffer.alloc(8),
    Buffer.from([reply]),
  ]);

test('XLogData is a header of 25 bytes, then the message', () => {
  expect(decodeFrame(Buffer.concat([Buffer.from('w'), Buffer.alloc(24), Buffer.from('B')]))).toEqual({
    kind: 'xlog-data',
    messageAt: 25,
  });
});

test('a keepalive says how far the server has sent, and whether it waits for an answer', () => {
  expect(decodeFrame(keepalive(0))).toEqual({
    kind: 'keepalive',
    walEnd: 0x16_b374_d848n,
    replyRequested: false,
  });
  expect(decodeFrame(keepalive(1))).toMatchObject({ replyRequested: true });
});

test.each([Buffer.alloc(0), Buffer.from('x'), Buffer.from('k123')])('%j is refused', (frame) => {
  expect(() => decodeFrame(frame)).toThrow();
});

test('a status names the very position three times, not the byte after it', () => {
  const at2000AndOneMs = Date.UTC(2000, 0, 1) + 1;
  const lsn = '00000016B374D848';
  const status = encodeStatus(0x16_b374_d848n as Lsn, at2000AndOneMs, true);
  expect(status.toString('hex').toUpperCase()).toBe(`72${lsn.repeat(3)}00000000000003E801`);
  expect(copyData(status).subarray(0, 5).toString('hex')).toBe('6400000026');
});
