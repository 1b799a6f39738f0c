import type { Transaction } from '../../postgres/transaction.ts';
import { instanceColumns, type InstanceRow } from './instance-row.ts';

const text = `
SELECT saga_type, ${instanceColumns} FROM saga_instance
WHERE due_at <= to_timestamp($1::float8 / 1000) AND saga_type = ANY ($2) AND saga_id <> ALL ($3)
ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

export type DueRow = InstanceRow & { readonly saga_type: string };

/** The instance that is due longest, locked; one that another process has locked is that one's. `except`: ids to pass over. */
export async function lockDue(
  tx: Transaction,
  nowMs: number,
  types: readonly string[],
  except: readonly string[],
): Promise<DueRow | undefined> {
  const { rows } = await tx.query<DueRow>({
    name: 'tram-lock-due-saga',
    text,
    values: [nowMs, types, except],
  });
  return rows[0];
}
