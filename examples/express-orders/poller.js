'use strict';

const { pool, migrate, inTransaction } = require('./lib/database');
const { connect, createPartitioner } = require('./lib/kafka');
const { createApp, listen } = require('./lib/web');

const everyMs = Number(process.env.POLL_EVERY_MS ?? 100);

// The locks keep a second poller from sending the same rows, or later ones before them.
const next = `
  select * from outbox_messages where sent_at is null
  order by seq limit 100 for update`;

/** Sends what waits, oldest first. Resolves with how many there were. */
function sendBatch(producer) {
  return inTransaction(async (client) => {
    const { rows } = await client.query(next);
    if (rows.length === 0) return 0;
    await producer.sendBatch({
      topicMessages: rows.map((row) => ({ topic: row.topic, messages: [record(row)] })),
    });
    await client.query('update outbox_messages set sent_at = now() where seq = any($1)', [
      rows.map(({ seq }) => seq),
    ]);
    return rows.length;
  });
}

function record({ event_uuid, partition_key, kind, body, correlation_id, causation_id }) {
  return {
    key: partition_key,
    value: JSON.stringify(body),
    headers: {
      'message-id': event_uuid,
      kind,
      'correlation-id': correlation_id,
      'causation-id': causation_id,
    },
  };
}

async function main() {
  let stopped = false;
  let lastError = null;
  await migrate('messaging');
  const producer = connect('poller').producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner,
  });
  await producer.connect();

  async function poll() {
    const sent = await sendBatch(producer).then(
      (count) => {
        lastError = null;
        return count;
      },
      (error) => {
        lastError = error;
        console.error(error.message);
        return 0;
      },
    );
    if (!stopped) setTimeout(() => void poll(), sent > 0 ? 0 : everyMs);
  }
  void poll();

  const app = createApp();
  app.get('/healthz', (req, res) => {
    if (lastError) return res.status(503).json({ error: lastError.message });
    res.json({ ok: true });
  });
  listen(app, async () => {
    stopped = true;
    await producer.disconnect();
    await pool.end();
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
