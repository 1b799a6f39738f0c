import { struct } from '../wire/composites.ts';
import { int16, int32, int64, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

export const offsetCommit = api({
  key: 8,
  name: 'OffsetCommit',
  min: 2,
  max: 2,
  request: struct({
    groupId: string,
    generation: int32,
    memberId: string,
    retentionMs: int64,
    topics: byTopic(struct({ partition: int32, offset: int64, metadata: nullableString })),
  }),
  response: struct({
    topics: byTopic(struct({ partition: int32, errorCode: int16 })),
  }),
});
