import type * as z from 'zod';

/** Message type to the schema of its payload. */
export type PayloadSchemas = Readonly<Record<string, z.ZodType>>;

/** A message as its sender writes it: a union of `{ type, payload }`, one for each type. */
export type TypedPayload<S extends PayloadSchemas> = {
  [T in keyof S & string]: { readonly type: T; readonly payload: z.input<S[T]> };
}[keyof S & string];
