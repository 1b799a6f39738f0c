import { causeOf } from '../../consumer/cause-of.ts';
import type { HandlerResult } from '../../consumer/message-handler.ts';
import { runCausedBy } from '../../message/cause.ts';
import { header, type Message } from '../../message/message.ts';
import { requireHeader } from '../../message/record-value.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import { deleteHolder } from './delete-holder.ts';
import { selectHolder } from './select-holder.ts';
import { takeStashed } from './take-stashed.ts';
import { updateHolder } from './update-holder.ts';

/** The command by which an orchestrator gives a lock back; `command_resource` is the target. */
export const unlockType = 'SagaUnlock';

/**
 * Passes the lock to the saga that waits longest, and has what it waits with handled, in the same transaction, as caused by
 * what was stashed. 'duplicate' where the sender does not hold it.
 */
export async function unlock(
  tx: Transaction,
  { headers }: Message,
  handle: (stashed: Message) => Promise<void>,
): Promise<HandlerResult> {
  const target = requireHeader(headers, header.commandResource);
  const sagaType = requireHeader(headers, header.sagaType);
  const sagaId = requireHeader(headers, header.sagaId);
  const holder = await selectHolder(tx, target);
  if (holder?.sagaType !== sagaType || holder.sagaId !== sagaId) return 'duplicate';

  const next = await takeStashed(tx, target);
  if (!next) return deleteHolder(tx, target);
  await updateHolder(tx, target, next.saga);
  for (const stashed of next.messages) await runCausedBy(causeOf(stashed), () => handle(stashed));
}
