/**
 * The fixed start of a record batch, magic 2: all that the broker ever reads of one.
 * Source: https://kafka.apache.org/documentation/#recordbatch
 */
export interface BatchHeader {
  readonly baseOffset: bigint;
  /** Bytes of the whole batch, header included. */
  readonly size: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: bigint;
  readonly maxTimestamp: bigint;
  /** -1 without idempotence. */
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordCount: number;
}

export const headerSize = 61;
/** Offset and length: what precedes the bytes that the length counts. */
const prefixSize = 12;
const crcEnd = 21;

export const batchMagic = 2;
export const attribute = { compression: 0x07, transactional: 0x10, control: 0x20 } as const;

/** Size of the batch that starts at `at`; needs its first 12 bytes. */
export function batchSize(bytes: Buffer, at: number): number {
  return prefixSize + bytes.readInt32BE(at + 8);
}

export function magicOf(bytes: Buffer, at: number): number {
  return bytes.readInt8(at + 16);
}

export function readHeader(bytes: Buffer, at = 0): BatchHeader {
  return {
    baseOffset: bytes.readBigInt64BE(at),
    size: batchSize(bytes, at),
    attributes: bytes.readInt16BE(at + 21),
    lastOffsetDelta: bytes.readInt32BE(at + 23),
    baseTimestamp: bytes.readBigInt64BE(at + 27),
    maxTimestamp: bytes.readBigInt64BE(at + 35),
    producerId: bytes.readBigInt64BE(at + 43),
    producerEpoch: bytes.readInt16BE(at + 51),
    baseSequence: bytes.readInt32BE(at + 53),
    recordCount: bytes.readInt32BE(at + 57),
  };
}

export function readBaseOffset(bytes: Buffer, at: number): bigint {
  return bytes.readBigInt64BE(at);
}

export function readLastOffset(bytes: Buffer, at: number): bigint {
  return bytes.readBigInt64BE(at) + BigInt(bytes.readInt32BE(at + 23));
}

export function storedCrc(batch: Buffer): number {
  return batch.readUInt32BE(17);
}

/** Where the bytes begin that the checksum covers; offset and leader epoch lie before, so they may be rewritten. */
export const crcCoversFrom = crcEnd;

/** The two fields that a leader fills in. */
export function stamp(batch: Buffer, baseOffset: bigint): void {
  batch.writeBigInt64BE(baseOffset, 0);
  batch.writeInt32BE(0, prefixSize);
}
