import { expect, test } from 'vitest';
import { recordBatch } from '../../../../test/harness/record-batch.ts';
import { errorCode } from '../protocol/error-code.ts';
import { stamp } from './batch-header.ts';
import { checkBatch } from './check-batch.ts';

const limit = 1000;
const changed = (at: number, value: number) => {
  const batch = recordBatch();
  batch[at] = value;
  return batch;
};

test('a whole batch is taken, and its header read', () => {
  const batch = recordBatch({ values: ['a', 'b'], producerId: 7n, epoch: 1, sequence: 5, timestamp: 9n });
  expect(checkBatch(batch, limit)).toMatchObject({
    recordCount: 2,
    lastOffsetDelta: 1,
    producerId: 7n,
    producerEpoch: 1,
    baseSequence: 5,
    maxTimestamp: 9n,
    size: batch.length,
  });
});

test('the offset may be rewritten without touching the checksum', () => {
  const batch = recordBatch();
  stamp(batch, 123n);
  expect(checkBatch(batch, limit)).toMatchObject({ baseOffset: 123n });
});

test.each([
  ['too large', recordBatch({ values: ['x'.repeat(limit)] }), errorCode.messageTooLarge],
  ['magic 1', changed(16, 1), errorCode.unsupportedForMessageFormat],
  ['magic 0, shorter than a header', Buffer.alloc(30), errorCode.unsupportedForMessageFormat],
  ['a few bytes', Buffer.alloc(5), errorCode.corruptMessage],
  ['cut', recordBatch().subarray(0, -1), errorCode.invalidRecord],
  ['two batches', Buffer.concat([recordBatch(), recordBatch()]), errorCode.invalidRecord],
  ['a flipped bit', changed(65, 0xff), errorCode.corruptMessage],
  ['no records', recordBatch({ values: [] }), errorCode.invalidRecord],
  ['part of a transaction', recordBatch({ attributes: 0x10 }), errorCode.invalidRecord],
])('%s is refused', (_, batch, code) => expect(checkBatch(batch, limit)).toBe(code));
