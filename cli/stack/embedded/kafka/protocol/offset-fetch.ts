import { array, nullableArray, struct } from '../wire/composites.ts';
import { int16, int32, int64, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

export const offsetFetch = api({
  key: 9,
  name: 'OffsetFetch',
  min: 3,
  max: 3,
  request: struct({
    groupId: string,
    /** null asks for all partitions that have an offset. */
    topics: nullableArray(struct({ topic: string, partitions: array(int32) })),
  }),
  response: struct({
    throttleMs: int32,
    topics: byTopic(struct({ partition: int32, offset: int64, metadata: nullableString, errorCode: int16 })),
    errorCode: int16,
  }),
});
