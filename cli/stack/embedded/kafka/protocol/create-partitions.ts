import { array, nullableArray, struct } from '../wire/composites.ts';
import { boolean, int16, int32, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const createPartitions = api({
  key: 37,
  name: 'CreatePartitions',
  min: 0,
  max: 0,
  request: struct({
    topics: array(
      struct({
        topic: string,
        /** The new total. */
        count: int32,
        assignments: nullableArray(array(int32)),
      }),
    ),
    timeoutMs: int32,
    validateOnly: boolean,
  }),
  response: struct({
    throttleMs: int32,
    topics: array(struct({ topic: string, errorCode: int16, errorMessage: nullableString })),
  }),
});
