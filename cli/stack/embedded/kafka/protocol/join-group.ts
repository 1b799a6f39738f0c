import { array, struct } from '../wire/composites.ts';
import { bytes, int16, int32, string } from '../wire/primitives.ts';
import { api } from './api.ts';

/** Version 0 has no rebalance time-out: the session time-out serves for both. */
export const joinGroup = api({
  key: 11,
  name: 'JoinGroup',
  min: 0,
  max: 0,
  request: struct({
    groupId: string,
    sessionTimeoutMs: int32,
    memberId: string,
    protocolType: string,
    protocols: array(struct({ name: string, metadata: bytes })),
  }),
  response: struct({
    errorCode: int16,
    generation: int32,
    protocol: string,
    leader: string,
    memberId: string,
    members: array(struct({ memberId: string, metadata: bytes })),
  }),
});
