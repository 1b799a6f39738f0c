import pg from 'pg';

const timeoutMs = 5000;

/** Commits a message that nobody reads: it changes no row, and leaves the WAL flushed up to the end of a record. */
export async function flushWal(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'saga-lab probe',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_logical_emit_message(true, 'saga_lab_probe', '')");
  } finally {
    await client.end();
  }
}
