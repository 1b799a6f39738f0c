import type { Codec } from './codec.ts';
import { MalformedError } from './malformed.ts';

const longest = 5;

/** Zigzag-encoded signed 32-bit integer of one to five bytes, as inside records. */
export const varint: Codec<number> = {
  shape: { kind: 'varint' },
  read(from) {
    let raw = 0;
    for (let i = 0; i < longest; i++) {
      const byte = from.int8();
      raw |= (byte & 0x7f) << (7 * i);
      if ((byte & 0x80) === 0) return (raw >>> 1) ^ -(raw & 1);
    }
    throw new MalformedError('varint longer than 5 bytes');
  },
  write(to, value) {
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest > 0x7f) {
      to.int8(((rest & 0x7f) | 0x80) - 0x100);
      rest >>>= 7;
    }
    to.int8(rest);
  },
};

/** Zigzag-encoded signed 64-bit integer of one to ten bytes: timestamp deltas. */
export const varlong: Codec<bigint> = {
  shape: { kind: 'varint' },
  read(from) {
    let raw = 0n;
    for (let i = 0n; i < 10n; i++) {
      const byte = from.int8();
      raw |= BigInt(byte & 0x7f) << (7n * i);
      if ((byte & 0x80) === 0) return BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n));
    }
    throw new MalformedError('varlong longer than 10 bytes');
  },
  write(to, value) {
    let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    while (rest > 0x7fn) {
      to.int8((Number(rest & 0x7fn) | 0x80) - 0x100);
      rest >>= 7n;
    }
    to.int8(Number(rest));
  },
};
