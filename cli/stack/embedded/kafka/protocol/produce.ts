import { array, between, since, struct } from '../wire/composites.ts';
import { int16, int32, int64, nullableString, records, string } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

/** Versions 0 to 2 carry magic 0 and 1, which are refused; they are announced because librdkafka looks at the minimum. */
export const produce = api({
  key: 0,
  name: 'Produce',
  min: 0,
  max: 7,
  request: struct({
    transactionalId: since(3, nullableString, null),
    acks: int16,
    timeoutMs: int32,
    topics: byTopic(struct({ partition: int32, records })),
  }),
  response: struct({
    topics: array(
      struct({
        topic: string,
        partitions: array(
          struct({
            partition: int32,
            errorCode: int16,
            baseOffset: int64,
            logAppendTimeMs: between(2, 7, int64, -1n),
            logStartOffset: since(5, int64, -1n),
          }),
        ),
      }),
    ),
    throttleMs: since(1, int32, 0),
  }),
});
