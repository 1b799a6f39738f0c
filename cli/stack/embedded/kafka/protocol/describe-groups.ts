import { array, struct } from '../wire/composites.ts';
import { bytes, int16, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const describeGroups = api({
  key: 15,
  name: 'DescribeGroups',
  min: 0,
  max: 0,
  request: struct({ groupIds: array(string) }),
  response: struct({
    groups: array(
      struct({
        errorCode: int16,
        groupId: string,
        state: string,
        protocolType: string,
        protocol: string,
        members: array(
          struct({
            memberId: string,
            clientId: string,
            clientHost: string,
            metadata: bytes,
            assignment: bytes,
          }),
        ),
      }),
    ),
  }),
});
