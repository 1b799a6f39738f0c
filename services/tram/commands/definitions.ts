import type * as z from 'zod';

export type CommandSchemas = Readonly<Record<string, z.ZodType>>;

/** The commands that a participant takes on one channel: command type to the schema of its payload. */
export interface CommandDefinitions<C extends string = string, S extends CommandSchemas = CommandSchemas> {
  /** The Kafka topic. */
  readonly channel: C;
  readonly schemas: S;
}

/** What may be sent: a union of `{ type: 'ReserveCredit', payload: {...} }`. */
export type CommandOf<D extends CommandDefinitions> = {
  [T in keyof D['schemas'] & string]: { readonly type: T; readonly payload: z.input<D['schemas'][T]> };
}[keyof D['schemas'] & string];

export function defineCommands<C extends string, S extends CommandSchemas>(
  channel: C,
  schemas: S,
): CommandDefinitions<C, S> {
  return { channel, schemas };
}
