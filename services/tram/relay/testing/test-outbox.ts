import type pg from 'pg';
import type { RecordToSend } from '../../broker/broker.ts';
import { createTramTables } from '../../postgres/tables.ts';
import { eventuateOutbox } from '../outbox/eventuate-outbox.ts';
import type { OutboxMapping } from '../outbox/outbox-mapping.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { insertRange, messageId } from './outbox.ts';

/** An outbox that tests fill: they speak of messages 1, 2, 3. */
export interface TestOutbox {
  readonly name: string;
  readonly outbox: Outbox;
  /** As its pipeline is told of it. */
  readonly mapping: OutboxMapping | undefined;
  /** Column of the table that says when a row was made, and the SQL for one so many hours ago. */
  readonly createdAt: { readonly column: string; readonly hoursAgo: (sql: string) => string };
  create(pool: pg.Pool): Promise<void>;
  /** Where its messages go. */
  readonly topic: string;
  readonly messageId: (number: number) => string;
  /** Id of the message that the record is. */
  readonly idOf: (record: RecordToSend) => string;
  /** Messages `from` to `to`, one INSERT, in turn under so many keys. */
  insertRange(db: pg.Pool | pg.ClientBase, from: number, to?: number, keys?: number): Promise<void>;
  /** Message 1, an OrderCreated of key 7 correlation c. Resolves with the transaction's xid. */
  insertTold(db: pg.Pool): Promise<number>;
}

async function xidOf(db: pg.Pool, insert: string, values: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ xid: string }>(
    `WITH told AS (${insert}) SELECT pg_current_xact_id()::text AS xid`,
    [...values],
  );
  return Number(rows[0]?.xid);
}

export const eventuate: TestOutbox = {
  name: 'eventuate',
  topic: 'Order',
  outbox: eventuateOutbox,
  mapping: undefined,
  createdAt: {
    column: 'creation_time',
    hoursAgo: (hours) => `extract(epoch FROM clock_timestamp()) * 1000 - ${hours} * 3600000`,
  },
  create: createTramTables,
  messageId,
  idOf: ({ value }) => (JSON.parse(value) as { headers: { ID: string } }).headers.ID,
  insertRange: (db, from, to, keys) => insertRange(db, from, to, keys),
  insertTold: (db) =>
    xidOf(
      db,
      `INSERT INTO message (id, destination, headers, payload)
       VALUES ($1, 'Order', '{"PARTITION_ID":"7","event-type":"OrderCreated","correlation-id":"c"}', '{"n":1}')`,
      [messageId(1)],
    ),
};
