import type { Codec } from './codec.ts';
import { MalformedError } from './malformed.ts';

// Source: https://kafka.apache.org/protocol.html#protocol_types (the non-flexible encodings).

export const int8: Codec<number> = {
  shape: { kind: 'int', bits: 8 },
  read: (from) => from.int8(),
  write: (to, value) => to.int8(value),
};

export const int16: Codec<number> = {
  shape: { kind: 'int', bits: 16 },
  read: (from) => from.int16(),
  write: (to, value) => to.int16(value),
};

export const int32: Codec<number> = {
  shape: { kind: 'int', bits: 32 },
  read: (from) => from.int32(),
  write: (to, value) => to.int32(value),
};

export const int64: Codec<bigint> = {
  shape: { kind: 'int64' },
  read: (from) => from.int64(),
  write: (to, value) => to.int64(value),
};

export const boolean: Codec<boolean> = {
  shape: { kind: 'boolean' },
  read: (from) => from.int8() !== 0,
  write: (to, value) => to.int8(value ? 1 : 0),
};

export const nullableString: Codec<string | null> = {
  shape: { kind: 'nullable', of: { kind: 'string' } },
  read(from) {
    const length = from.int16();
    return length === -1 ? null : from.view(length).toString('utf8');
  },
  write(to, value) {
    if (value === null) {
      to.int16(-1);
      return;
    }
    const bytes = Buffer.from(value, 'utf8');
    to.int16(bytes.length);
    to.bytes(bytes);
  },
};

export const string: Codec<string> = {
  shape: { kind: 'string' },
  read(from, version) {
    const value = nullableString.read(from, version);
    if (value === null) throw new MalformedError('null where a string is required');
    return value;
  },
  write: nullableString.write.bind(nullableString),
};

const nullableBytes: Codec<Buffer | null> = {
  shape: { kind: 'nullable', of: { kind: 'bytes' } },
  read(from) {
    const length = from.int32();
    return length === -1 ? null : from.view(length);
  },
  write(to, value) {
    to.int32(value === null ? -1 : value.length);
    if (value !== null) to.bytes(value);
  },
};

export const bytes: Codec<Buffer> = {
  shape: { kind: 'bytes' },
  read(from, version) {
    const value = nullableBytes.read(from, version);
    if (value === null) throw new MalformedError('null where bytes are required');
    return value;
  },
  write: nullableBytes.write.bind(nullableBytes),
};

/** Record batches, never looked into here. Written from several buffers, read as one; null is read as none. */
export const records: Codec<readonly Buffer[]> = {
  shape: { kind: 'records' },
  read(from, version) {
    const value = nullableBytes.read(from, version);
    return value === null || value.length === 0 ? [] : [value];
  },
  write(to, value) {
    to.int32(value.reduce((sum, buffer) => sum + buffer.length, 0));
    for (const buffer of value) to.bytes(buffer);
  },
};
