import { ByteReader } from './byte-reader.ts';
import type { Lsn } from './lsn.ts';
import { toPostgresMicros } from './pg-time.ts';

/** What the server sends inside CopyData. Source: PostgreSQL documentation, "Streaming Replication Protocol". */
export type WalsenderFrame =
  /** The plug-in's message starts at byte `messageAt`. */
  | { readonly kind: 'xlog-data'; readonly messageAt: number }
  /** All that commits before `walEnd` has been sent. */
  | { readonly kind: 'keepalive'; readonly walEnd: Lsn; readonly replyRequested: boolean };

/** `w`, where the data starts, the server's WAL end, its clock: 8 bytes each. */
const xlogDataHeader = 1 + 3 * 8;
const xlogData = { kind: 'xlog-data', messageAt: xlogDataHeader } as const;

export function decodeFrame(bytes: Buffer): WalsenderFrame {
  const reader = new ByteReader(bytes);
  const tag = reader.letter();
  if (tag === 'w') return xlogData;
  if (tag !== 'k') throw new TypeError(`"${tag}" is no frame of a replication stream`);
  const walEnd = reader.lsn();
  reader.int64();
  return { kind: 'keepalive', walEnd, replyRequested: reader.uint8() === 1 };
}

/** Standby status update: everything before `confirmed` is done with and may be forgotten. */
export function encodeStatus(confirmed: Lsn, nowMs: number, replyRequested: boolean): Buffer {
  const bytes = Buffer.alloc(1 + 4 * 8 + 1);
  bytes.write('r', 'latin1');
  // Written, flushed, applied: the server keeps WAL by the second.
  for (const at of [1, 9, 17]) bytes.writeBigUInt64BE(confirmed, at);
  bytes.writeBigInt64BE(toPostgresMicros(nowMs), 25);
  bytes.writeUInt8(replyRequested ? 1 : 0, 33);
  return bytes;
}

/** The same bytes as a CopyData message of the frontend/backend protocol. */
export function copyData(payload: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write('d', 'latin1');
  header.writeUInt32BE(payload.length + 4, 1);
  return Buffer.concat([header, payload]);
}
