import { struct } from '../wire/composites.ts';
import { int16, int32, int64 } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

export const deleteRecords = api({
  key: 21,
  name: 'DeleteRecords',
  min: 0,
  max: 0,
  request: struct({
    /** Offset -1 stands for the high watermark. */
    topics: byTopic(struct({ partition: int32, offset: int64 })),
    timeoutMs: int32,
  }),
  response: struct({
    throttleMs: int32,
    topics: byTopic(struct({ partition: int32, lowWatermark: int64, errorCode: int16 })),
  }),
});
