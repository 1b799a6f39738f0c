import { struct } from '../wire/composites.ts';
import { int16, int32, int64, nullableString } from '../wire/primitives.ts';
import { api } from './api.ts';

export const initProducerId = api({
  key: 22,
  name: 'InitProducerId',
  min: 0,
  max: 0,
  request: struct({ transactionalId: nullableString, transactionTimeoutMs: int32 }),
  response: struct({ throttleMs: int32, errorCode: int16, producerId: int64, producerEpoch: int16 }),
});
