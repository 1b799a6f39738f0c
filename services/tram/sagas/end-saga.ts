import { commandMessage } from '../commands/command-message.ts';
import { unlockType } from '../commands/locks/unlock.ts';
import { newMessageId } from '../message/message-id.ts';
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
  { id, data, end }: SagaInstance<Data>,
): Promise<void> {
  if (end === undefined) return;
  await onEnd?.(end, data, { sagaId: id, tx });
  await giveBack(tx, type, id, await takeLocks(tx, type, id));
}

/** Tells participants that the saga needs what they have locked for it no longer. */
export async function giveBack(
  tx: Transaction,
  type: string,
  id: string,
  locks: readonly HeldLock[],
): Promise<void> {
  const unlocks = locks.map(({ channel, target }) =>
    commandMessage(
      { channel, type: unlockType, payload: {}, resource: target, saga: { type, id } },
      newMessageId(),
    ),
  );
  if (unlocks.length > 0) await insertMessages(tx, unlocks);
}
