import { struct } from '../wire/composites.ts';
import { int16, int32, int64, int8 } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

export const listOffsets = api({
  key: 2,
  name: 'ListOffsets',
  min: 2,
  max: 2,
  request: struct({
    replicaId: int32,
    isolationLevel: int8,
    topics: byTopic(struct({ partition: int32, timestamp: int64 })),
  }),
  response: struct({
    throttleMs: int32,
    topics: byTopic(struct({ partition: int32, errorCode: int16, timestamp: int64, offset: int64 })),
  }),
});

/** Timestamps that stand for an end of the log. */
export const latest = -1n;
export const earliest = -2n;
