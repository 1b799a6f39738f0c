import type pg from 'pg';

/** Where the bench's messages go: no service listens there. */
export const benchTopic = 'saga-lab-bench';

const payload = JSON.stringify({ orderDetails: { customerId: 1, orderTotal: { amount: '12.34' } } });

/** Rows as tram writes them, their ids from a counter: `$1` the first, `$2` how many, `$3` whether they are published already. */
const insert = `
INSERT INTO message (id, destination, headers, payload, published, creation_time)
SELECT id, '${benchTopic}',
  json_build_object('ID', id, 'PARTITION_ID', (n % 64)::text, 'DESTINATION', '${benchTopic}', 'DATE', now(),
    'event-type', 'BenchEvent', 'event-aggregate-type', '${benchTopic}', 'event-aggregate-id', (n % 64)::text,
    'correlation-id', id, 'causation-id', id)::text,
  '${payload}', $3, round(extract(epoch FROM clock_timestamp()) * 1000)
FROM (SELECT n, lpad(to_hex($1::bigint + n), 16, '0') || '-00000000beac0000' AS id
  FROM generate_series(0, $2::integer - 1) AS n) AS new`;

/** Appends rows that are to be relayed, in one transaction of the caller's or of their own. */
export async function appendRows(db: pg.ClientBase, first: number, count: number): Promise<void> {
  await db.query({ name: 'bench-append', text: insert, values: [first, count, 0] });
}

/** Appends rows that count as published: the table grows, and nothing is sent. */
export async function growOutbox(db: pg.ClientBase, first: number, count: number): Promise<void> {
  await db.query({ name: 'bench-append', text: insert, values: [first, count, 1] });
}

/** The id of row `n`, as `insert` makes it. */
export function rowId(n: number): string {
  return `${n.toString(16).padStart(16, '0')}-00000000beac0000`;
}

export async function removeRows(db: pg.ClientBase): Promise<void> {
  await db.query('DELETE FROM message WHERE destination = $1', [benchTopic]);
}
