import type { HandlerContext, HandlerResult, MessageHandler } from '../consumer/message-handler.ts';
import { UnprocessableMessageError } from '../message/errors.ts';
import { header, type Headers, type Message } from '../message/message.ts';
import { readPayload } from '../message/read-payload.ts';
import { requireHeader } from '../message/record-value.ts';
import { inReply } from '../message/reply-headers.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { type Awaited, awaitedBy } from './awaited.ts';
import { carryOut } from './carry-out.ts';
import type { SagaDefinition } from './definition.ts';
import { endSaga, giveBack } from './end-saga.ts';
import type { SagaInstance } from './instance.ts';
import { type HeldLock, insertLock } from './instances/insert-lock.ts';
import { lockInstance } from './instances/lock-instance.ts';
import { updateInstance } from './instances/update-instance.ts';

/** Moves the saga of a reply on, in the inbox's transaction. A reply that is not awaited changes nothing: 'duplicate'. */
export function replyHandler<Data>(definition: SagaDefinition<Data>): MessageHandler<HandlerContext> {
  return async (message, { tx }): Promise<HandlerResult> => {
    const { headers } = message;
    if (requireHeader(headers, inReply(header.sagaType)) !== definition.type) return 'duplicate';
    const id = requireHeader(headers, inReply(header.sagaId));
    const saga = await lockInstance(tx, definition, id);
    // It may only be early: PostgreSQL streams a commit to the relay before other transactions see it.
    if (!saga) throw new Error(`There is no ${definition.type} ${id}`);
    const lock = lockOf(headers);
    if (lock) await keepLock(tx, definition.type, saga.instance, lock);

    const request = requireHeader(headers, header.inReplyTo);
    const awaited = awaitedBy(definition, saga.instance, request);
    if (!awaited) return 'duplicate';
    const { type, payload } = readReply(message, awaited);
    const event = { kind: 'reply', request, type, payload } as const;
    const instance = await carryOut(tx, definition, saga.instance, event, saga.nowMs);
    await updateInstance(tx, definition, instance);
    await endSaga(tx, definition, instance);
  };
}

function readReply<Data>(message: Message, { step, work }: Awaited<Data>) {
  const type = requireHeader(message.headers, header.replyType);
  const reply = work.replies[type];
  if (!reply) {
    const known = Object.keys(work.replies).join(', ');
    throw new UnprocessableMessageError(`Step ${step} knows no reply ${type}, only ${known}`);
  }
  return { type, payload: readPayload(message, type, reply.schema) };
}

function lockOf(headers: Headers): HeldLock | undefined {
  const target = headers[header.lockedTarget];
  if (target === undefined) return undefined;
  return { channel: requireHeader(headers, inReply(header.commandDestination)), target };
}

/** A late reply too says what is locked; after the end it is given back at once. */
async function keepLock(
  tx: Transaction,
  type: string,
  instance: SagaInstance,
  lock: HeldLock,
): Promise<void> {
  if (instance.end === undefined) await insertLock(tx, type, instance.id, lock);
  else await giveBack(tx, type, instance, [lock]);
}
