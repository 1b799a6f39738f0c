import { nullableArray, since, struct } from '../wire/composites.ts';
import { int16, int32, int64, int8, records } from '../wire/primitives.ts';
import { api } from './api.ts';
import { byTopic } from './by-topic.ts';

export const fetch = api({
  key: 1,
  name: 'Fetch',
  min: 4,
  max: 10,
  request: struct({
    replicaId: int32,
    maxWaitMs: int32,
    minBytes: int32,
    maxBytes: int32,
    isolationLevel: int8,
    sessionId: since(7, int32, 0),
    sessionEpoch: since(7, int32, -1),
    topics: byTopic(
      struct({
        partition: int32,
        currentLeaderEpoch: since(9, int32, -1),
        fetchOffset: int64,
        logStartOffset: since(5, int64, -1n),
        maxBytes: int32,
      }),
    ),
    forgottenTopics: since(7, byTopic(int32), []),
  }),
  response: struct({
    throttleMs: int32,
    errorCode: since(7, int16, 0),
    sessionId: since(7, int32, 0),
    topics: byTopic(
      struct({
        partition: int32,
        errorCode: int16,
        highWatermark: int64,
        lastStableOffset: int64,
        logStartOffset: since(5, int64, -1n),
        abortedTransactions: nullableArray(struct({ producerId: int64, firstOffset: int64 })),
        records,
      }),
    ),
  }),
});
