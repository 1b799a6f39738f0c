import { array, nullableArray, struct } from '../wire/composites.ts';
import { boolean, int16, int32, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const metadata = api({
  key: 3,
  name: 'Metadata',
  min: 4,
  max: 4,
  request: struct({
    /** null asks for all topics. */
    topics: nullableArray(string),
    allowAutoTopicCreation: boolean,
  }),
  response: struct({
    throttleMs: int32,
    brokers: array(struct({ nodeId: int32, host: string, port: int32, rack: nullableString })),
    clusterId: nullableString,
    controllerId: int32,
    topics: array(
      struct({
        errorCode: int16,
        topic: string,
        isInternal: boolean,
        partitions: array(
          struct({
            errorCode: int16,
            partition: int32,
            leader: int32,
            replicas: array(int32),
            inSyncReplicas: array(int32),
          }),
        ),
      }),
    ),
  }),
});
