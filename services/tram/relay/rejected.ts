import type { TextRow } from './replication/pgoutput.ts';
import type { Session } from './session.ts';

const insert = `
INSERT INTO tram_relay_rejected (message_id, destination, headers, payload, reason)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;

/** Sets the row aside where it can be seen and mended. */
export async function storeRejected(
  { pool, log, slot, outbox }: Session,
  row: TextRow,
  reason: string,
): Promise<void> {
  const { id, destination, headers, payload } = outbox.keep(row);
  await pool.query(insert, [id, destination, headers, payload, reason]);
  log.error({ slot, message: id, reason }, 'An outbox row cannot be published; it is in tram_relay_rejected');
}
