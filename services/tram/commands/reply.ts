import type * as z from 'zod';

/** As the header `reply_outcome-type` says it. */
export type Outcome = 'SUCCESS' | 'FAILURE';

export interface ReplyDefinition<O extends Outcome = Outcome, S extends z.ZodType = z.ZodType> {
  readonly outcome: O;
  readonly schema: S;
}

/** The answers of a participant: reply type to what it says of the command, and the schema of its payload. */
export type ReplyDefinitions = Readonly<Record<string, ReplyDefinition>>;

/** What may be answered: a union of `{ type: 'CreditReserved', payload: {...} }`. */
export type ReplyOf<D extends ReplyDefinitions> = {
  [T in keyof D & string]: { readonly type: T; readonly payload: z.input<D[T]['schema']> };
}[keyof D & string];

/** An answer as its participant gives it, with the outcome that its definition states. */
export interface Reply {
  readonly type: string;
  readonly outcome: Outcome;
  readonly payload: unknown;
}

/** The command was carried out. */
export function success<S extends z.ZodType>(schema: S): ReplyDefinition<'SUCCESS', S> {
  return { outcome: 'SUCCESS', schema };
}

/** The business refuses it: an answer, and no error. */
export function failure<S extends z.ZodType>(schema: S): ReplyDefinition<'FAILURE', S> {
  return { outcome: 'FAILURE', schema };
}

export function defineReplies<D extends ReplyDefinitions>(definitions: D): D {
  return definitions;
}

/** `reply(customerReplies, { type: 'CreditReserved', payload: {} })` */
export function reply<D extends ReplyDefinitions>(definitions: D, { type, payload }: ReplyOf<D>): Reply {
  const definition = definitions[type];
  if (!definition) throw new Error(`There is no reply ${type}`);
  return { type, outcome: definition.outcome, payload };
}
