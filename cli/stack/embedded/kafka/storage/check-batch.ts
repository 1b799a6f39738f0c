import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import {
  attribute,
  batchMagic,
  crcCoversFrom,
  headerSize,
  magicOf,
  readHeader,
  storedCrc,
  type BatchHeader,
} from './batch-header.ts';
import { crc32c } from './crc32c.ts';

/** What a producer sent for one partition must be exactly one whole batch; anything else has its error code. */
export function checkBatch(batch: Buffer, maxBytes: number): BatchHeader | ErrorCode {
  if (batch.length > maxBytes) return errorCode.messageTooLarge;
  if (batch.length < headerSize) return oldOrShort(batch);
  if (magicOf(batch, 0) !== batchMagic) return errorCode.unsupportedForMessageFormat;
  const header = readHeader(batch);
  if (header.size !== batch.length) return errorCode.invalidRecord;
  if (storedCrc(batch) !== crc32c(batch, crcCoversFrom)) return errorCode.corruptMessage;
  if (header.recordCount < 1 || header.lastOffsetDelta !== header.recordCount - 1)
    return errorCode.invalidRecord;
  if (header.attributes & (attribute.transactional | attribute.control)) return errorCode.invalidRecord;
  return header;
}

function oldOrShort(batch: Buffer): ErrorCode {
  const old = batch.length > 16 && magicOf(batch, 0) < batchMagic;
  return old ? errorCode.unsupportedForMessageFormat : errorCode.corruptMessage;
}
