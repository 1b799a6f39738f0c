import type { Transaction } from './transaction.ts';

/** SQL: epoch ms by the database's clock, which is one for all processes. */
export const databaseNowMs = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::float8';

const text = `SELECT ${databaseNowMs} AS "nowMs"`;

export async function selectNowMs(tx: Transaction): Promise<number> {
  const { rows } = await tx.query<{ nowMs: number }>({ name: 'tram-select-now', text });
  return rows[0]!.nowMs;
}
