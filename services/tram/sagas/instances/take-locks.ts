import type { Transaction } from '../../postgres/transaction.ts';
import type { HeldLock } from './insert-lock.ts';

const text = `
DELETE FROM saga_instance_participants WHERE saga_type = $1 AND saga_id = $2
RETURNING destination AS channel, resource AS target`;

/** The locks to give back now, also those that others told of while this transaction waited for the instance. */
export async function takeLocks(tx: Transaction, type: string, id: string): Promise<readonly HeldLock[]> {
  const { rows } = await tx.query<{ channel: string; target: string }>({
    name: 'tram-take-saga-locks',
    text,
    values: [type, id],
  });
  return rows;
}
