import type { TextRow } from './replication/pgoutput.ts';
import type { Session } from './session.ts';

const insert = `
INSERT INTO tram_relay_rejected (message_id, destination, headers, payload, reason)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;

/** Sets the row aside where it can be seen and mended. */
export async function storeRejected(
  { pool, log, slot }: Session,
  row: TextRow,
  reason: string,
): Promise<void> {
  const values = ['id', 'destination', 'headers', 'payload'].map((name) => row[name] ?? '');
  await pool.query(insert, [...values, reason]);
  log.error(
    { slot, message: row['id'], reason },
    'An outbox row cannot be published; it is in tram_relay_rejected',
  );
}
