import { array, nullableArray, struct } from '../wire/composites.ts';
import { boolean, int16, int32, int8, nullableString, string } from '../wire/primitives.ts';
import { api } from './api.ts';

export const describeConfigs = api({
  key: 32,
  name: 'DescribeConfigs',
  min: 1,
  max: 1,
  request: struct({
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        /** null asks for all. */
        configNames: nullableArray(string),
      }),
    ),
    includeSynonyms: boolean,
  }),
  response: struct({
    throttleMs: int32,
    resources: array(
      struct({
        errorCode: int16,
        errorMessage: nullableString,
        resourceType: int8,
        resourceName: string,
        configs: array(
          struct({
            name: string,
            value: nullableString,
            readOnly: boolean,
            source: int8,
            isSensitive: boolean,
            synonyms: array(struct({ name: string, value: nullableString, source: int8 })),
          }),
        ),
      }),
    ),
  }),
});
