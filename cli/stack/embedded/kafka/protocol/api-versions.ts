import { array, since, struct } from '../wire/composites.ts';
import { int16, int32 } from '../wire/primitives.ts';
import { api } from './api.ts';

export const apiVersions = api({
  key: 18,
  name: 'ApiVersions',
  min: 0,
  max: 2,
  request: struct({}),
  response: struct({
    errorCode: int16,
    apis: array(struct({ key: int16, min: int16, max: int16 })),
    throttleMs: since(1, int32, 0),
  }),
});
