import type { Message } from '../../message/message.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';

const text = `
INSERT INTO saga_stash_table (message_id, target, saga_type, saga_id, message_headers, message_payload)
VALUES ($1, $2, $3, $4, $5, $6)`;

/** Sets the message aside until its saga gets the target. */
export async function insertStashed(
  tx: Transaction,
  { id, headers, payload }: Message,
  target: string,
  { sagaType, sagaId }: SagaKey,
): Promise<void> {
  const values = [id, target, sagaType, sagaId, JSON.stringify(headers), payload];
  await tx.query({ name: 'tram-insert-stashed', text, values });
}
