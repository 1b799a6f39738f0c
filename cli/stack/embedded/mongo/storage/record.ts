import { crc32 } from 'node:zlib';

/** A record on disk: payload length (uint32), CRC-32 of the payload (uint32), payload. */
const prefixLength = 8;

export function frameRecord(payload: Buffer): Buffer {
  const record = Buffer.allocUnsafe(prefixLength + payload.length);
  record.writeUInt32LE(payload.length, 0);
  record.writeUInt32LE(crc32(payload), 4);
  payload.copy(record, prefixLength);
  return record;
}

export interface Records {
  readonly payloads: readonly Buffer[];
  /** Bytes up to the end of the last whole record; what follows is a torn tail. */
  readonly wholeBytes: number;
}

/** All whole records from the beginning; stops at the first that is cut off or damaged. */
export function readRecords(file: Buffer): Records {
  const payloads: Buffer[] = [];
  let at = 0;
  while (at + prefixLength <= file.length) {
    const end = at + prefixLength + file.readUInt32LE(at);
    if (end > file.length) break;
    const payload = file.subarray(at + prefixLength, end);
    if (crc32(payload) !== file.readUInt32LE(at + 4)) break;
    payloads.push(payload);
    at = end;
  }
  return { payloads, wholeBytes: at };
}
