import { array, struct } from '../wire/composites.ts';
import { int16, int32, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const deleteGroups = api({
  key: 42,
  name: 'DeleteGroups',
  min: 0,
  max: 0,
  request: struct({ groupIds: array(string) }),
  response: struct({
    throttleMs: int32,
    results: array(struct({ groupId: string, errorCode: int16 })),
  }),
});
