import type pg from 'pg';

/** As short as an id can be and still sort: the tests speak of message 1, 2, 3. */
export function messageId(number: number): string {
  return `${number.toString(16).padStart(16, '0')}-0000000000000000`;
}

/** Messages `from` to `to`, one INSERT, ids as `messageId` makes them. */
export async function insertRange(
  db: pg.Pool | pg.ClientBase,
  from: number,
  to = from,
  keys = 1,
  destination = 'Order',
): Promise<void> {
  await db.query(
    `INSERT INTO message (id, destination, headers, payload)
     SELECT id, $4, json_build_object('ID', id, 'PARTITION_ID', (n % $3)::text, 'event-type', 'Counted'), json_build_object('n', n)
     FROM generate_series($1::int, $2::int) AS n, LATERAL (SELECT lpad(to_hex(n), 16, '0') || '-0000000000000000' AS id) AS made ORDER BY n`,
    [from, to, keys, destination],
  );
}
