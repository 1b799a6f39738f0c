import { header } from '../../message/message.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import type { SagaKey } from './saga-key.ts';
import { selectHolder } from './select-holder.ts';

const ofStep = `
FROM saga_stash_table
WHERE saga_id = $2 AND saga_type = $1 AND message_headers::json ->> '${header.sagaStep}' = $3`;

/** Has the step's action, if it waits here, wait no longer: it is never handled. */
export async function dropStashed(
  tx: Transaction,
  { sagaType, sagaId }: SagaKey,
  step: string,
): Promise<void> {
  const values = [sagaType, sagaId, step];
  const { rows } = await tx.query<{ target: string }>({
    name: 'tram-select-stashed-step',
    text: `SELECT DISTINCT target ${ofStep} ORDER BY target`,
    values,
  });
  if (rows.length === 0) return;
  // Whoever is passing the target on does so first: then the action is no longer here, and has been handled.
  for (const { target } of rows) await selectHolder(tx, target);
  await tx.query({ name: 'tram-drop-stashed-step', text: `DELETE ${ofStep}`, values });
}
