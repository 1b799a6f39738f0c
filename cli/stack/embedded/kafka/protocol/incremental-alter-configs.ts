import { array, struct } from '../wire/composites.ts';
import { boolean, int8, nullableString, string } from '../wire/primitives.ts';
import { alterConfigs } from './alter-configs.ts';
import { api } from './api.ts';

/** Changes single settings of a resource. */
export const incrementalAlterConfigs = api({
  key: 44,
  name: 'IncrementalAlterConfigs',
  min: 0,
  max: 0,
  request: struct({
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        configs: array(struct({ name: string, operation: int8, value: nullableString })),
      }),
    ),
    validateOnly: boolean,
  }),
  response: alterConfigs.response,
});

/** Append and subtract are for list settings. */
export const configOperation = { set: 0, delete: 1, append: 2, subtract: 3 } as const;
