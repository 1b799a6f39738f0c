import type { ConsumeOptions } from '../consumer/consume-options.ts';
import { consume, type Consumer } from '../consumer/consume.ts';
import type { HandlerContext, MessageHandler } from '../consumer/message-handler.ts';
import { header, type Message } from '../message/message.ts';
import { handleCommand } from './handle-command.ts';
import type { CommandHandlers } from './handlers.ts';
import { unlock, unlockType } from './locks/unlock.ts';

export type ConsumeCommandsOptions = Omit<ConsumeOptions<HandlerContext>, 'channels' | 'handlerFor'> & {
  readonly handlers: CommandHandlers<HandlerContext>;
};

/**
 * Subscribes to the channels of the commands that `handlers` knows. What a handler changes, its reply, and the note that the
 * command was received are one transaction. A handler that throws is tried again, then its command is parked and
 * nothing is replied: only a reply that its definition calls a failure is a refusal.
 */
export function consumeCommands({ handlers, ...options }: ConsumeCommandsOptions): Promise<Consumer> {
  return consume({
    ...options,
    channels: handlers.channels,
    handlerFor: (message) => commandHandlerFor(handlers, message),
  });
}

/** Throws UnprocessableMessageError for what nobody here handles: whoever sent the command waits for an answer. */
export function commandHandlerFor(
  handlers: CommandHandlers<HandlerContext>,
  message: Message,
): MessageHandler<HandlerContext> {
  if (handlers.locks && message.headers[header.commandType] === unlockType) {
    return (unlocking, context) =>
      unlock(context.tx, unlocking, (stashed) => handleCommand(handlers.bind(stashed), stashed, context));
  }
  const bound = handlers.bind(message);
  return (_message, context) => handleCommand(bound, message, context);
}
