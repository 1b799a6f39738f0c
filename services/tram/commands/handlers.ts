import type * as z from 'zod';
import { UnprocessableMessageError } from '../message/errors.ts';
import { header, type Message } from '../message/message.ts';
import { requireHeader } from '../message/record-value.ts';
import type { PayloadSchemas } from '../message/typed-payload.ts';
import type { CommandDefinitions } from './definitions.ts';
import type { Reply } from './reply.ts';
import { type ReceivedCommand, toCommand } from './received-command.ts';
import { matchResource } from './resource-pattern.ts';

type CommandHandler<Command, Context> = (
  command: Command,
  context: Context,
) => Promise<Reply | undefined | void>;

/** One function per command type. None is left out by accident: what nobody handles is parked. */
type HandlersOf<S extends PayloadSchemas, Context> = {
  readonly [T in keyof S & string]?: CommandHandler<ReceivedCommand<T, z.output<S[T]>>, Context>;
};

interface HandlingOptions<S extends PayloadSchemas> {
  /** These handlers are for commands about such a resource only: `/customers/{customerId}`. */
  readonly resource?: string;
  /**
   * What the command's saga is to hold until it ends, such as `Customer/7`: commands of other sagas that lock the same wait
   * meanwhile, in the order in which they came. Its handler has to answer, also where it refuses. Tables: `createLockTables`.
   */
  readonly lock?: {
    readonly [T in keyof S & string]?: (command: ReceivedCommand<T, z.output<S[T]>>) => string;
  };
}

/** A command that was read, with all that its handling needs. */
export interface BoundCommand<Context> {
  readonly command: ReceivedCommand;
  readonly lockTarget: string | undefined;
  /** Whether any handler of its set locks: then what its saga has stashed goes first. */
  readonly locking: boolean;
  readonly handle: (context: Context) => Promise<Reply | undefined | void>;
}

export interface CommandHandlers<Context> {
  /** The same handlers and these. */
  on<C extends string, S extends PayloadSchemas>(
    definitions: CommandDefinitions<C, S>,
    handlers: HandlersOf<S, Context>,
    options?: HandlingOptions<S>,
  ): CommandHandlers<Context>;
  readonly channels: readonly string[];
  /** Whether any of them locks. */
  readonly locks: boolean;
  /** Throws UnprocessableMessageError for what is no command, is not handled here, or does not fit its schema. */
  bind(message: Message): BoundCommand<Context>;
}

interface Route<Context> {
  readonly channel: string;
  readonly type: string;
  readonly resource: string | undefined;
  readonly schema: z.ZodType;
  readonly handle: CommandHandler<ReceivedCommand, Context>;
  readonly lock: ((command: ReceivedCommand) => string) | undefined;
}

/** Begins an empty set: `commandHandlers<HandlerContext>().on(customerCommands, { ReserveCredit: async (command, { tx }) => ... })`. */
export function commandHandlers<Context>(routes: readonly Route<Context>[] = []): CommandHandlers<Context> {
  const locks = routes.some(({ lock }) => lock !== undefined);
  return {
    on(definitions, handlers, options = {}) {
      const added = routesOf(definitions, handlers, options);
      for (const { channel, type, resource } of added) {
        if (routes.some((route) => isSame(route, { channel, type, resource })))
          throw new Error(`${channel} ${type} has a handler already`);
      }
      return commandHandlers([...routes, ...added]);
    },
    channels: [...new Set(routes.map(({ channel }) => channel))],
    locks,
    bind(message) {
      const type = requireHeader(message.headers, header.commandType);
      const resource = message.headers[header.commandResource];
      for (const route of routes) {
        if (route.channel !== message.destination || route.type !== type) continue;
        const variables = route.resource === undefined ? {} : matchResource(route.resource, resource ?? '');
        if (variables) return { ...bound(route, message, variables), locking: locks };
      }
      const about = resource === undefined ? '' : ` about ${resource}`;
      throw new UnprocessableMessageError(`Nobody handles ${type}${about} on channel ${message.destination}`);
    },
  };
}

function isSame(route: Route<never>, other: Pick<Route<never>, 'channel' | 'type' | 'resource'>): boolean {
  return route.channel === other.channel && route.type === other.type && route.resource === other.resource;
}

function bound<Context>(
  { type, schema, handle, lock }: Route<Context>,
  message: Message,
  variables: Readonly<Record<string, string>>,
): Omit<BoundCommand<Context>, 'locking'> {
  const command = toCommand(message, type, schema, variables);
  return { command, lockTarget: lock?.(command), handle: (context) => handle(command, context) };
}

function routesOf<C extends string, S extends PayloadSchemas, Context>(
  { channel, schemas }: CommandDefinitions<C, S>,
  handlers: HandlersOf<S, Context>,
  { resource, lock = {} }: HandlingOptions<S>,
): Route<Context>[] {
  return Object.entries(handlers).flatMap(([type, handle]) => {
    const schema = schemas[type];
    if (!schema || !handle) return [];
    return [
      {
        channel,
        type,
        resource,
        schema,
        handle: handle as Route<Context>['handle'],
        lock: lock[type] as Route<Context>['lock'],
      },
    ];
  });
}
