import { crc32c } from '../../stack/embedded/kafka/storage/crc32c.ts';
import { varint, varlong } from '../../stack/embedded/kafka/wire/varint.ts';
import { Writer } from '../../stack/embedded/kafka/wire/writer.ts';

export interface BatchOptions {
  readonly values?: readonly string[];
  readonly baseOffset?: bigint;
  readonly timestamp?: bigint;
  readonly producerId?: bigint;
  readonly epoch?: number;
  readonly sequence?: number;
  readonly attributes?: number;
}

/** A record batch of magic 2, as a producer makes it. */
export function recordBatch({
  values = ['value'],
  baseOffset = 0n,
  timestamp = 0n,
  producerId = -1n,
  epoch = -1,
  sequence = -1,
  attributes = 0,
}: BatchOptions = {}): Buffer {
  const covered = new Writer();
  covered.int16(attributes);
  covered.int32(values.length - 1);
  covered.int64(timestamp);
  covered.int64(timestamp);
  covered.int64(producerId);
  covered.int16(epoch);
  covered.int32(sequence);
  covered.int32(values.length);
  values.forEach((value, i) => covered.bytes(record(value, i)));
  const body = Buffer.concat(covered.buffers());

  const head = new Writer();
  head.int64(baseOffset);
  head.int32(body.length + 9);
  head.int32(-1);
  head.int8(2);
  head.int32(crc32c(body) | 0);
  return Buffer.concat([...head.buffers(), body]);
}

function record(value: string, offsetDelta: number): Buffer {
  const bytes = Buffer.from(value);
  const inner = new Writer();
  inner.int8(0);
  varlong.write(inner, 0n, 0);
  varint.write(inner, offsetDelta, 0);
  varint.write(inner, -1, 0);
  varint.write(inner, bytes.length, 0);
  inner.bytes(bytes);
  varint.write(inner, 0, 0);
  const content = Buffer.concat(inner.buffers());
  const outer = new Writer();
  varint.write(outer, content.length, 0);
  return Buffer.concat([...outer.buffers(), content]);
}
