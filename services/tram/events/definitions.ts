import type { PayloadSchemas, TypedPayload } from '../message/typed-payload.ts';

/** The domain events of one aggregate type. */
export interface EventDefinitions<A extends string = string, S extends PayloadSchemas = PayloadSchemas> {
  readonly aggregateType: A;
  readonly schemas: S;
}

/** What may be published: a union of `{ type: 'OrderCreated', payload: {...} }`. */
export type EventOf<D extends EventDefinitions> = TypedPayload<D['schemas']>;

export function defineEvents<A extends string, S extends PayloadSchemas>(
  aggregateType: A,
  schemas: S,
): EventDefinitions<A, S> {
  return { aggregateType, schemas };
}
