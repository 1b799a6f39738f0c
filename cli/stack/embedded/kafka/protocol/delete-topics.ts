import { array, struct } from '../wire/composites.ts';
import { int16, int32, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const deleteTopics = api({
  key: 20,
  name: 'DeleteTopics',
  min: 1,
  max: 1,
  request: struct({ topics: array(string), timeoutMs: int32 }),
  response: struct({
    throttleMs: int32,
    topics: array(struct({ topic: string, errorCode: int16 })),
  }),
});
