import { array, struct } from '../wire/composites.ts';
import { bytes, int16, int32, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const syncGroup = api({
  key: 14,
  name: 'SyncGroup',
  min: 0,
  max: 0,
  request: struct({
    groupId: string,
    generation: int32,
    memberId: string,
    assignments: array(struct({ memberId: string, assignment: bytes })),
  }),
  response: struct({ errorCode: int16, assignment: bytes }),
});
