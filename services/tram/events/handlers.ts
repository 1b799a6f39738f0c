import type * as z from 'zod';
import type { HandlerResult, MessageHandler } from '../consumer/message-handler.ts';
import { header, type Message } from '../message/message.ts';
import { requireHeader } from '../message/record-value.ts';
import type { PayloadSchemas } from '../message/typed-payload.ts';
import type { EventDefinitions } from './definitions.ts';
import { type ReceivedEvent, toEvent } from './received-event.ts';

/** One function per event type of interest; the others of the aggregate are skipped. */
type HandlersOf<S extends PayloadSchemas, Context> = {
  readonly [T in keyof S & string]?: EventHandler<ReceivedEvent<T, z.output<S[T]>>, Context>;
};

type EventHandler<Event, Context> = (event: Event, context: Context) => Promise<HandlerResult>;

export interface EventHandlers<Context> {
  /** The same handlers and these. */
  on<A extends string, S extends PayloadSchemas>(
    definitions: EventDefinitions<A, S>,
    handlers: HandlersOf<S, Context>,
  ): EventHandlers<Context>;
  readonly aggregateTypes: readonly string[];
  /** Undefined for an event that nobody here handles; throws MalformedMessageError for a message that is no event. */
  handlerFor(message: Message): MessageHandler<Context> | undefined;
}

interface Route<Context> {
  readonly aggregateType: string;
  readonly type: string;
  readonly schema: z.ZodType;
  readonly handle: EventHandler<ReceivedEvent, Context>;
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
    handlerFor({ headers }) {
      const route = find(
        requireHeader(headers, header.aggregateType),
        requireHeader(headers, header.eventType),
      );
      if (!route) return undefined;
      return async (message, context) => route.handle(toEvent(message, route.type, route.schema), context);
    },
  };
}

function routesOf<A extends string, S extends PayloadSchemas, Context>(
  { aggregateType, schemas }: EventDefinitions<A, S>,
  handlers: HandlersOf<S, Context>,
): Route<Context>[] {
  return Object.entries(handlers).flatMap(([type, handle]) => {
    const schema = schemas[type];
    return schema && handle
      ? [{ aggregateType, type, schema, handle: handle as Route<Context>['handle'] }]
      : [];
  });
}
