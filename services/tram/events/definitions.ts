import type * as z from 'zod';

export type EventSchemas = Readonly<Record<string, z.ZodType>>;

/** The domain events of one aggregate type: event type to the schema of its payload. */
export interface EventDefinitions<A extends string = string, S extends EventSchemas = EventSchemas> {
  readonly aggregateType: A;
  readonly schemas: S;
}

/** What may be published: a union of `{ type: 'OrderCreated', payload: {...} }`. */
export type EventOf<D extends EventDefinitions> = {
  [T in keyof D['schemas'] & string]: { readonly type: T; readonly payload: z.input<D['schemas'][T]> };
}[keyof D['schemas'] & string];

export function defineEvents<A extends string, S extends EventSchemas>(
  aggregateType: A,
  schemas: S,
): EventDefinitions<A, S> {
  return { aggregateType, schemas };
}
