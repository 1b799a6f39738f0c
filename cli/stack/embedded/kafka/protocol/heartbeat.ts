import { struct } from '../wire/composites.ts';
import { int16, int32, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const heartbeat = api({
  key: 12,
  name: 'Heartbeat',
  min: 0,
  max: 0,
  request: struct({ groupId: string, generation: int32, memberId: string }),
  response: struct({ errorCode: int16 }),
});
