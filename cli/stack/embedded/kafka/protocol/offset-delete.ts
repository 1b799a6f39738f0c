import { struct } from '../wire/composites.ts';
import { int16, int32, string } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

export const offsetDelete = api({
  key: 47,
  name: 'OffsetDelete',
  min: 0,
  max: 0,
  request: struct({ groupId: string, topics: byTopic(int32) }),
  response: struct({
    errorCode: int16,
    throttleMs: int32,
    topics: byTopic(struct({ partition: int32, errorCode: int16 })),
  }),
});
