import { commandMessage } from '../commands/command-message.ts';
import { unlockType } from '../commands/locks/unlock.ts';
import { messageIdAfter } from '../message/message-id.ts';
import { insertMessages } from '../outbox/insert-messages.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { SagaDefinition } from './definition.ts';
import type { SagaInstance } from './instance.ts';
import type { HeldLock } from './instances/insert-lock.ts';
import { takeLocks } from './instances/take-locks.ts';

/** What belongs to a saga's end, where this is it: the definition's own work, and the locks are given back. */
export async function endSaga<Data>(
  tx: Transaction,
  { type, onEnd }: SagaDefinition<Data>,
  instance: SagaInstance<Data>,
): Promise<void> {
  const { id, data, end } = instance;
  if (end === undefined) return;
  await onEnd?.(end, data, { sagaId: id, tx });
  await giveBack(tx, type, instance, await takeLocks(tx, type, id));
}

/** Tells participants, after all that they were sent for the saga, that it needs what they have locked no longer. */
export async function giveBack(
  tx: Transaction,
  type: string,
  { id, lastRequest }: SagaInstance,
  locks: readonly HeldLock[],
): Promise<void> {
  const unlocks = locks.map(({ channel, target }) =>
    commandMessage(
      { channel, type: unlockType, payload: {}, resource: target, saga: { type, id } },
      messageIdAfter(lastRequest),
    ),
  );
  if (unlocks.length > 0) await insertMessages(tx, unlocks);
}
