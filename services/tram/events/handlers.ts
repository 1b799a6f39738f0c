import type { z } from 'zod';
import { MalformedMessageError, UnprocessableMessageError } from '../message/errors.ts';
import { parseJson } from '../message/json.ts';
import type { MessageId } from '../message/message-id.ts';
import { header, type Headers, type Message } from '../message/message.ts';
import { requireHeader } from '../message/record-value.ts';
import type { HandlerResult, MessageHandler } from '../consumer/message-handler.ts';
import type { EventDefinitions, EventSchemas } from './definitions.ts';

export interface ReceivedEvent<T extends string, Payload> {
  readonly type: T;
  readonly payload: Payload;
  readonly aggregateId: string;
  readonly messageId: MessageId;
  readonly headers: Headers;
}

/** One function per event type of interest; the others of the aggregate are skipped. */
export type HandlersOf<S extends EventSchemas, Context> = {
  readonly [T in keyof S & string]?: (
    event: ReceivedEvent<T, z.output<S[T]>>,
    context: Context,
  ) => Promise<HandlerResult>;
};

export interface EventHandlers<Context> {
  /** The same handlers and these. */
  on<A extends string, S extends EventSchemas>(
    definitions: EventDefinitions<A, S>,
    handlers: HandlersOf<S, Context>,
  ): EventHandlers<Context>;
  readonly aggregateTypes: readonly string[];
  /** Undefined for an event that nobody here handles; throws MalformedMessageError for a message that is no event. */
  handlerFor(message: Message): MessageHandler<Context> | undefined;
}

type AnyHandler<Context> = (
  event: ReceivedEvent<string, unknown>,
  context: Context,
) => Promise<HandlerResult>;

interface Route<Context> {
  readonly aggregateType: string;
  readonly type: string;
  readonly schema: z.ZodType;
  readonly handle: AnyHandler<Context>;
}

/** Begins an empty set: `eventHandlers<HandlerContext>().on(orderEvents, { OrderCreated: async (event, { tx }) => ... })`. */
export function eventHandlers<Context>(routes: readonly Route<Context>[] = []): EventHandlers<Context> {
  const find = (aggregateType: string, type: string) =>
    routes.find((route) => route.aggregateType === aggregateType && route.type === type);

  return {
    on(definitions, handlers) {
      const added = routesOf(definitions, handlers);
      for (const { aggregateType, type } of added) {
        if (find(aggregateType, type)) throw new Error(`${aggregateType} ${type} has a handler already`);
      }
      return eventHandlers([...routes, ...added]);
    },
    aggregateTypes: [...new Set(routes.map((route) => route.aggregateType))],
    handlerFor(message) {
      const aggregateType = requireHeader(message.headers, header.aggregateType);
      const type = requireHeader(message.headers, header.eventType);
      const route = find(aggregateType, type);
      return route && ((message, context) => route.handle(toEvent(message, route), context));
    },
  };
}

function routesOf<A extends string, S extends EventSchemas, Context>(
  { aggregateType, schemas }: EventDefinitions<A, S>,
  handlers: HandlersOf<S, Context>,
): Route<Context>[] {
  return Object.entries(handlers).flatMap(([type, handle]) => {
    const schema = schemas[type];
    return schema && handle ? [{ aggregateType, type, schema, handle: handle as AnyHandler<Context> }] : [];
  });
}

function toEvent<Context>(
  message: Message,
  { type, schema }: Route<Context>,
): ReceivedEvent<string, unknown> {
  const result = schema.safeParse(parsePayload(message));
  if (!result.success) {
    const problems = result.error.issues.map(
      (issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`,
    );
    throw new UnprocessableMessageError(`Payload of ${type} does not fit its schema: ${problems.join('; ')}`);
  }
  return {
    type,
    payload: result.data,
    aggregateId: requireHeader(message.headers, header.aggregateId),
    messageId: message.id,
    headers: message.headers,
  };
}

function parsePayload(message: Message): unknown {
  try {
    return parseJson(message.payload);
  } catch (error) {
    throw new MalformedMessageError(`payload is not JSON: ${(error as SyntaxError).message}`, {
      cause: error,
    });
  }
}
