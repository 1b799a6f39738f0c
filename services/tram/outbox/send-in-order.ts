import { messageIdAfter, newMessageId } from '../message/message-id.ts';
import type { Headers, Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { insertMessages, insertMessagesIfNewest, type MessageKey } from './insert-messages.ts';
import { lastMessageId } from './last-message-id.ts';
import { toMessage } from './outgoing-message.ts';

export interface KeyedMessage {
  readonly payload: unknown;
  readonly headers?: Headers;
}

/**
 * Sends messages of one key with ids greater than those of all its earlier messages, whichever process sent them and
 * whatever its clock says. The caller holds a lock that all senders of the key take, such as its aggregate's row.
 * One round trip, and two more when another process's clock runs ahead (docs/adr/0006-message-ids.md).
 */
export async function sendInOrder(
  tx: Transaction,
  key: MessageKey,
  outgoing: readonly KeyedMessage[],
): Promise<readonly Message[]> {
  if (outgoing.length === 0) return [];
  const messages = outgoing.map((message) => toMessage({ ...key, ...message }, newMessageId()));
  if (await insertMessagesIfNewest(tx, messages, key)) return messages;

  const last = await lastMessageId(tx, key);
  const later = outgoing.map((message) =>
    toMessage({ ...key, ...message }, last === undefined ? newMessageId() : messageIdAfter(last)),
  );
  await insertMessages(tx, later);
  return later;
}
