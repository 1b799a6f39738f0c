import type { Transaction } from '../../postgres/transaction.ts';
import { instanceColumns, type InstanceRow } from './instance-row.ts';

const text = `
SELECT saga_type, ${instanceColumns} FROM saga_instance
WHERE due_at <= now() AND saga_type = ANY ($1) AND saga_id <> ALL ($2)
ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

export type DueRow = InstanceRow & { readonly saga_type: string };

/** The instance that is due longest, by the database's clock, locked; one that another process has locked is that one's. `except`: ids to pass over. */
export async function lockDue(
  tx: Transaction,
  types: readonly string[],
  except: readonly string[],
): Promise<DueRow | undefined> {
  const { rows } = await tx.query<DueRow>({
    name: 'tram-lock-due-saga',
    text,
    values: [types, except],
  });
  return rows[0];
}
