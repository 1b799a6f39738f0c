import type { HandlerContext } from '../consumer/message-handler.ts';
import type { Message } from '../message/message.ts';
import type { BoundCommand } from './handlers.ts';
import { holdOrStash } from './locks/hold-or-stash.ts';
import { sendReply } from './send-reply.ts';

/** Carries a command out and answers it; where another saga holds what it locks, it waits in the stash. */
export async function handleCommand(
  { command, lockTarget, locking, handle }: BoundCommand<HandlerContext>,
  message: Message,
  context: HandlerContext,
): Promise<void> {
  if (locking && (await holdOrStash(context.tx, message, command, lockTarget)) === 'stashed') return;
  const reply = await handle(context);
  if (reply) await sendReply(context.tx, message, reply, lockTarget);
}
