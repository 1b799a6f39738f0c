import pg from 'pg';
import type { ParkedMessage, ParkedStore } from './parked-message.ts';

const select = `
SELECT consumer_id AS consumer, topic, partition, record_offset::text AS "offset", record_key AS key,
  message_id AS "messageId", reason, error, attempts, record_value AS value,
  to_char(parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "parkedAt"
FROM parked_messages
WHERE consumer_id = $1 AND ($2::text IS NULL OR topic = $2) AND ($3::text IS NULL OR record_key = $3)
ORDER BY sequence`;

const remove =
  'DELETE FROM parked_messages WHERE consumer_id = $1 AND topic = $2 AND partition = $3 AND record_offset = $4';

const limitMs = 5_000;

/** The table parked_messages of a service's database. Rejects when the database does not answer. */
export async function openSqlStore(url: string): Promise<ParkedStore> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'saga-lab parked',
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  return {
    async list(consumer, { topic, key }) {
      const { rows } = await client.query<ParkedMessage>(select, [consumer, topic ?? null, key ?? null]);
      return rows;
    },
    async drop({ consumer, topic, partition, offset }) {
      await client.query(remove, [consumer, topic, partition, offset]);
    },
    close: () => client.end(),
  };
}
