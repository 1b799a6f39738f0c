import { UnprocessableMessageError } from '../message/errors.ts';
import { header, type Message } from '../message/message.ts';
import { carriedBack } from '../message/reply-headers.ts';
import { send } from '../outbox/send.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { Reply } from './reply.ts';

/**
 * Answers a command, in the transaction that carried it out. Replies to one saga have its key and, of one process, its order; an
 * orchestrator takes them in any. Throws
 * UnprocessableMessageError where the command says nowhere to reply to.
 */
export async function sendReply(
  tx: Transaction,
  { id, headers }: Message,
  { type, outcome, payload }: Reply,
  lockedTarget?: string,
): Promise<void> {
  const destination = headers[header.replyTo];
  if (destination === undefined) {
    throw new UnprocessableMessageError(
      `Reply ${type} has nowhere to go: command ${headers[header.commandType]} has no header ${header.replyTo}`,
    );
  }
  await send(tx, [
    {
      destination,
      partitionKey: headers[header.sagaId] ?? id,
      payload,
      headers: {
        ...carriedBack(headers),
        [header.replyType]: type,
        [header.replyOutcome]: outcome,
        [header.inReplyTo]: id,
        ...(lockedTarget !== undefined && { [header.lockedTarget]: lockedTarget }),
      },
    },
  ]);
}
