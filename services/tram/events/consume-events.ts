import type { ConsumeOptions } from '../consumer/consume-options.ts';
import { consume, type Consumer } from '../consumer/consume.ts';
import type { EventHandlers } from './handlers.ts';

export type ConsumeEventsOptions<Context> = Omit<ConsumeOptions<Context>, 'channels' | 'handlerFor'> & {
  readonly handlers: EventHandlers<Context>;
};

/** Subscribes to the domain events of every aggregate type that `handlers` knows; others of their events are skipped. */
export function consumeEvents<Context>({
  handlers,
  ...options
}: ConsumeEventsOptions<Context>): Promise<Consumer> {
  return consume({
    ...options,
    channels: handlers.aggregateTypes,
    handlerFor: (message) => handlers.handlerFor(message),
  });
}
