import { array, struct } from '../wire/composites.ts';
import { boolean, int16, int32, int8, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';

/** Replaces all settings of a resource: what is not named goes back to its default. */
export const alterConfigs = api({
  key: 33,
  name: 'AlterConfigs',
  min: 0,
  max: 0,
  request: struct({
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        configs: array(struct({ name: string, value: nullableString })),
      }),
    ),
    validateOnly: boolean,
  }),
  response: struct({
    throttleMs: int32,
    resources: array(
      struct({
        errorCode: int16,
        errorMessage: nullableString,
        resourceType: int8,
        resourceName: string,
      }),
    ),
  }),
});
