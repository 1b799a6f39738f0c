import { messageIdAfter, newMessageId, type MessageId } from '../message/message-id.ts';
import type { Headers, Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { insertNextMessages, type MessageKey } from './insert-next-messages.ts';
import { toMessage } from './outgoing-message.ts';
import { selectLastId } from './select-last-id.ts';

export interface KeyedMessage {
  readonly payload: unknown;
  readonly headers?: Headers;
}

/**
 * Sends messages of one key with ids greater than those of all its earlier messages, whichever process sent them and
 * whatever its clock says: along one key, ids ascend in the order of the commits. One round trip, and two more when
 * another process's clock runs ahead (docs/adr/0006-message-ids.md).
 */
export async function sendInOrder(
  tx: Transaction,
  key: MessageKey,
  outgoing: readonly KeyedMessage[],
): Promise<readonly Message[]> {
  if (outgoing.length === 0) return [];
  const withIds = (nextId: () => MessageId) =>
    outgoing.map((message) => toMessage({ ...key, ...message }, nextId()));

  const messages = withIds(newMessageId);
  if (await insertNextMessages(tx, messages, key)) return messages;

  const last = await selectLastId(tx, key);
  const later = withIds(() => messageIdAfter(last));
  if (await insertNextMessages(tx, later, key)) return later;
  throw new Error(`Messages of ${key.destination} ${key.partitionKey} got no id after ${last}, its last`);
}
