import { gunzipSync } from 'node:zlib';
import { Reader } from '../wire/reader.ts';
import { varint, varlong } from '../wire/varint.ts';
import { attribute, headerSize, type BatchHeader } from './batch-header.ts';

const compression = { none: 0, gzip: 1 } as const;
const maxInflated = 64 * 1024 * 1024;

export interface RecordTime {
  readonly offset: bigint;
  readonly timestamp: bigint;
}

/**
 * Offsets and timestamps of the records in a batch: the only place that looks inside one, asked by a search for a
 * timestamp. Undefined when it is compressed with what Node cannot undo.
 * Source: https://kafka.apache.org/documentation/#record
 */
export function recordTimes(batch: Buffer, header: BatchHeader): readonly RecordTime[] | undefined {
  const bytes = plainRecords(batch.subarray(headerSize), header.attributes & attribute.compression);
  if (bytes === undefined) return undefined;
  const from = new Reader(bytes);
  const times: RecordTime[] = [];
  for (let i = 0; i < header.recordCount; i++) {
    const record = new Reader(from.view(varint.read(from, 0)));
    record.int8();
    const timestamp = header.baseTimestamp + varlong.read(record, 0);
    times.push({ offset: header.baseOffset + BigInt(varint.read(record, 0)), timestamp });
  }
  return times;
}

function plainRecords(bytes: Buffer, codec: number): Buffer | undefined {
  if (codec === compression.none) return bytes;
  if (codec !== compression.gzip) return undefined;
  return gunzipSync(bytes, { maxOutputLength: maxInflated });
}
