import { array, struct } from '../wire/composites.ts';
import { int16, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const listGroups = api({
  key: 16,
  name: 'ListGroups',
  min: 0,
  max: 0,
  request: struct({}),
  response: struct({
    errorCode: int16,
    groups: array(struct({ groupId: string, protocolType: string })),
  }),
});
