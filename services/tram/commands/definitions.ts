import type { PayloadSchemas, TypedPayload } from '../message/typed-payload.ts';

/** The commands that a participant takes on one channel. */
export interface CommandDefinitions<C extends string = string, S extends PayloadSchemas = PayloadSchemas> {
  /** The Kafka topic. */
  readonly channel: C;
  readonly schemas: S;
}

/** What may be sent: a union of `{ type: 'ReserveCredit', payload: {...} }`. */
export type CommandOf<D extends CommandDefinitions> = TypedPayload<D['schemas']>;

export function defineCommands<C extends string, S extends PayloadSchemas>(
  channel: C,
  schemas: S,
): CommandDefinitions<C, S> {
  return { channel, schemas };
}
