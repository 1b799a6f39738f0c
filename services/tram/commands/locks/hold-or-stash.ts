import { UnprocessableMessageError } from '../../message/errors.ts';
import type { Message } from '../../message/message.ts';
import { undoneStep } from '../../message/saga-step.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import type { ReceivedCommand } from '../received-command.ts';
import { claimTarget } from './claim-target.ts';
import { dropStashed } from './drop-stashed.ts';
import { insertStashed } from './insert-stashed.ts';
import type { SagaKey } from './saga-key.ts';
import { selectHolder } from './select-holder.ts';
import { selectStashedTarget } from './select-stashed-target.ts';

/**
 * Claims `target` for the command's saga. Stashes the message where another saga holds it, and where an earlier message of
 * its own saga waits. A compensation by the name of its step waits for no other message, and has its action, where that still
 * waits, never handled: sagas that wait for each other's targets would wait for ever. Throws UnprocessableMessageError for
 * a command that would lock and is of no saga, as nobody would unlock.
 */
export async function holdOrStash(
  tx: Transaction,
  message: Message,
  { type, sagaType, sagaId, headers }: ReceivedCommand,
  target: string | undefined,
): Promise<'held' | 'stashed'> {
  if (sagaType === undefined || sagaId === undefined) {
    if (target === undefined) return 'held';
    throw new UnprocessableMessageError(
      `${type} locks ${target} and is of no saga, at whose end it would be unlocked`,
    );
  }
  const saga = { sagaType, sagaId };
  const undone = undoneStep(headers);
  if (undone !== undefined) await dropStashed(tx, saga, undone);
  const awaited = undone === undefined ? await awaitedTarget(tx, saga) : undefined;
  const stashAt =
    awaited ?? (target === undefined || (await claimTarget(tx, target, saga)) ? undefined : target);
  if (stashAt === undefined) return 'held';
  await insertStashed(tx, message, stashAt, saga);
  return 'stashed';
}

/** What an earlier message of the saga waits for, once nobody can be passing it on. */
async function awaitedTarget(tx: Transaction, saga: SagaKey): Promise<string | undefined> {
  for (;;) {
    const seen = await selectStashedTarget(tx, saga);
    if (seen === undefined) return undefined;
    await selectHolder(tx, seen);
    if ((await selectStashedTarget(tx, saga)) === seen) return seen;
  }
}
