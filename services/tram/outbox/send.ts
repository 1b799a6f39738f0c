import { newMessageId } from '../message/message-id.ts';
import type { Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { insertMessages } from './insert-messages.ts';
import { type OutgoingMessage, toMessage } from './outgoing-message.ts';

/**
 * Sends messages to named channels by appending them to the outbox: they are sent if the caller's transaction commits,
 * and never otherwise. The relay publishes them, in commit order.
 */
export async function send(
  tx: Transaction,
  outgoing: readonly OutgoingMessage[],
): Promise<readonly Message[]> {
  if (outgoing.length === 0) return [];
  const messages = outgoing.map((message) => toMessage(message, newMessageId()));
  await insertMessages(tx, messages);
  return messages;
}
