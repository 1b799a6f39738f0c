import { readHeader } from './batch-header.ts';
import { recordTimes, type RecordTime } from './records.ts';
import type { Segment } from './segment.ts';

export type FoundOffset = RecordTime;

/** The first record at or after `timestamp`; a batch that cannot be unpacked counts as one record. */
export function offsetAtTimestamp(
  segments: readonly Segment[],
  timestamp: bigint,
  startOffset: bigint,
): FoundOffset | undefined {
  for (const segment of segments) {
    for (const { batch } of segment.scan()) {
      const header = readHeader(batch);
      if (header.maxTimestamp < timestamp) continue;
      const times = recordTimes(batch, header) ?? [
        { offset: header.baseOffset, timestamp: header.maxTimestamp },
      ];
      const found = times.find((t) => t.offset >= startOffset && t.timestamp >= timestamp);
      if (found) return found;
    }
  }
  return undefined;
}
