import { createHash } from 'node:crypto';
import type pg from 'pg';
import { mappedOutbox } from '../outbox/mapped-outbox.ts';
import { outboxMapping } from '../outbox/outbox-mapping.ts';
import type { TestOutbox } from './test-outbox.ts';

/** The table that Debezium's event router reads, in a schema of its own, with a column by which its rows rise. */
const mapping = outboxMapping.parse({
  table: 'orders.outbox_event',
  id: 'id',
  topic: '{{aggregate_type}}.events',
  key: 'aggregate_id',
  type: 'type',
  payload: 'payload',
  recordHeaders: { id: 'id', eventType: 'type', 'correlation-id': 'correlation_id' },
  jsonHeaders: true,
  correlation: 'correlation_id',
  order: 'position',
  createdAt: 'timestamp',
});

const create = `
CREATE SCHEMA orders;
CREATE TABLE orders.outbox_event (
  id             uuid PRIMARY KEY,
  aggregate_type varchar(255) NOT NULL,
  aggregate_id   varchar(255) NOT NULL,
  type           varchar(255) NOT NULL,
  payload        jsonb,
  correlation_id text,
  position       bigint GENERATED ALWAYS AS IDENTITY,
  "timestamp"    timestamp NOT NULL DEFAULT clock_timestamp()
)`;

/** Without any order among them, as they are drawn at random. */
function uuid(number: number): string {
  const hex = createHash('md5').update(String(number)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const debezium: TestOutbox = {
  name: 'debezium',
  topic: 'Order.events',
  outbox: mappedOutbox(mapping),
  mapping,
  createdAt: {
    column: '"timestamp"',
    hoursAgo: (hours) => `clock_timestamp() - ${hours} * interval '1 hour'`,
  },
  async create(pool: pg.Pool) {
    await pool.query(create);
  },
  messageId: uuid,
  idOf: ({ headers }) => JSON.parse(headers?.['id'] ?? 'null') as string,
  async insertRange(db, from, to = from, keys = 1) {
    await db.query(
      `INSERT INTO orders.outbox_event (id, aggregate_type, aggregate_id, type, payload)
       SELECT md5(n::text)::uuid, 'Order', (n % $3)::text, 'Counted', jsonb_build_object('n', n)
       FROM generate_series($1::int, $2::int) AS n ORDER BY n`,
      [from, to, keys],
    );
  },
  async insertTold(db) {
    const { rows } = await db.query<{ xid: string }>(
      `WITH told AS (INSERT INTO orders.outbox_event (id, aggregate_type, aggregate_id, type, payload, correlation_id)
         VALUES ($1, 'Order', '7', 'OrderCreated', '{"n":1}', 'c'))
       SELECT pg_current_xact_id()::text AS xid`,
      [uuid(1)],
    );
    return Number(rows[0]?.xid);
  },
};
