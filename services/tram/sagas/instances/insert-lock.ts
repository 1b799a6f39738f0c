import type { Transaction } from '../../postgres/transaction.ts';

const text = `
INSERT INTO saga_instance_participants (saga_type, saga_id, destination, resource) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING`;

/** What a participant has locked for a saga: its channel, and the target there. */
export interface HeldLock {
  readonly channel: string;
  readonly target: string;
}

/** Remembers that it is to be given back. */
export async function insertLock(
  tx: Transaction,
  type: string,
  id: string,
  { channel, target }: HeldLock,
): Promise<void> {
  await tx.query({ name: 'tram-insert-saga-lock', text, values: [type, id, channel, target] });
}
