import { struct } from '../wire/composites.ts';
import { int16, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const leaveGroup = api({
  key: 13,
  name: 'LeaveGroup',
  min: 0,
  max: 0,
  request: struct({ groupId: string, memberId: string }),
  response: struct({ errorCode: int16 }),
});
