import { array, struct } from '../wire/composites.ts';
import { boolean, int16, int32, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';

/** From version 4 on, -1 asks for the default number of partitions or replicas. */
export const createTopics = api({
  key: 19,
  name: 'CreateTopics',
  min: 3,
  max: 4,
  request: struct({
    topics: array(
      struct({
        topic: string,
        partitions: int32,
        replicationFactor: int16,
        assignments: array(struct({ partition: int32, brokers: array(int32) })),
        configs: array(struct({ name: string, value: nullableString })),
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
