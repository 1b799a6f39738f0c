import type { HandlerContext } from '../consumer/message-handler.ts';
import { UnprocessableMessageError } from '../message/errors.ts';
import type { Message } from '../message/message.ts';
import type { BoundCommand } from './handlers.ts';
import { holdOrStash } from './locks/hold-or-stash.ts';
import { sendReply } from './send-reply.ts';

/**
 * Carries a command out and answers it; where another saga holds what it locks, it waits in the stash. Throws
 * UnprocessableMessageError where one that locks gets no answer: nobody would give the lock back.
 */
export async function handleCommand(
  { command, lockTarget, locking, handle }: BoundCommand<HandlerContext>,
  message: Message,
  context: HandlerContext,
): Promise<void> {
  if (locking && (await holdOrStash(context.tx, message, command, lockTarget)) === 'stashed') return;
  const reply = await handle(context);
  if (reply) return sendReply(context.tx, message, reply, lockTarget);
  if (lockTarget === undefined) return;
  throw new UnprocessableMessageError(
    `${command.type} locks ${lockTarget} and is not answered: only a reply tells its saga what to give back`,
  );
}
