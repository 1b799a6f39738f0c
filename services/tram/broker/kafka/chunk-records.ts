import type { RecordToSend } from '../broker.ts';

/** Kafka refuses a batch above message.max.bytes, 1 MiB by default; a record has up to some 70 bytes of its own. */
const maxBytes = 900_000;
const recordOverhead = 70;
/** kafkajs groups the records of a send by partition in quadratic time. */
const maxRecords = 1_000;

/** Cuts records into runs small enough for one request each; a record that is too large goes alone. */
export function* chunkRecords(records: readonly RecordToSend[]): Generator<readonly RecordToSend[]> {
  let chunk: RecordToSend[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (chunk.length === maxRecords || (chunk.length > 0 && bytes + size > maxBytes)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

function sizeOf({ key, value, headers = {} }: RecordToSend): number {
  const texts = [key, value, ...Object.entries(headers).flat()];
  return texts.reduce((size, text) => size + Buffer.byteLength(text), recordOverhead);
}
