import { createTramTables } from '../../postgres/tables.ts';
import { eventuateRecord } from './eventuate-record.ts';
import type { Outbox } from './outbox.ts';

/** Eventuate Tram's table `message`, wherever the search path finds it. */
export const eventuateOutbox: Outbox = {
  name: 'message',
  sql: {
    table: 'message',
    columns: 'id, destination, headers, payload, published',
    id: 'id',
    xid: 'xid',
    isUnpublished: 'published IS DISTINCT FROM 1',
    // Along a key that is commit order: its writers take their ids under its lock.
    order: 'id COLLATE "C"',
    sweepOrder: 'id COLLATE "C"',
    isAfter: (parameter) => `id COLLATE "C" > ${parameter}`,
    isOld: (parameter) =>
      `coalesce(creation_time, 0) < extract(epoch FROM clock_timestamp()) * 1000 - ${parameter}::float8`,
  },
  isOf: ({ table }) => table === 'message',
  toRecord: eventuateRecord,
  keep: (row) => ({
    id: row['id'] ?? '',
    destination: row['destination'] ?? '',
    headers: row['headers'] ?? '',
    payload: row['payload'] ?? '',
  }),
  /** A stream needs nothing of the outbox but Eventuate's own columns: one that is there is left as it is. */
  async prepare(pool, { needsXid }) {
    const { rows } = await pool.query<{ there: boolean }>(
      "SELECT to_regclass('message') IS NOT NULL AS there",
    );
    if (needsXid || !rows[0]?.there) await createTramTables(pool);
  },
};
