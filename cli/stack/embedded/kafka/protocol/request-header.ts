import { struct } from '../wire/composites.ts';
import { int16, int32, nullableString } from '../wire/primitives.ts';

/** Request header version 1: of all requests that are not flexible. */
export const requestHeader = struct({
  apiKey: int16,
  apiVersion: int16,
  correlationId: int32,
  clientId: nullableString,
});
