'use strict';

const { randomUUID } = require('node:crypto');

const insert = `
  insert into outbox_messages (event_uuid, topic, partition_key, kind, body, correlation_id, causation_id)
  values ($1, $2, $3, $4, $5, $6, $7)`;

/**
 * Leaves a message to be sent once the transaction of `client` has committed. `origin` is what it comes of: a request,
 * or the message that is being dealt with.
 */
async function enqueue(client, origin, { topic, key, kind, body }) {
  const { correlationId, id } = origin;
  await client.query(insert, [randomUUID(), topic, String(key), kind, body, correlationId, id]);
}

module.exports = { enqueue };
