import { since, struct } from '../wire/composites.ts';
import { int16, int32, int8, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const findCoordinator = api({
  key: 10,
  name: 'FindCoordinator',
  min: 0,
  max: 1,
  request: struct({
    key: string,
    /** 0 = group, 1 = transaction. */
    keyType: since(1, int8, 0),
  }),
  response: struct({
    throttleMs: since(1, int32, 0),
    errorCode: int16,
    errorMessage: since(1, nullableString, null),
    nodeId: int32,
    host: string,
    port: int32,
  }),
});
