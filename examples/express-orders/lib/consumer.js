'use strict';

const { inTransaction } = require('./database');
const { connect } = require('./kafka');

const remember = `
  insert into processed_messages (consumer, message_uuid) values ($1, $2)
  on conflict do nothing`;

/**
 * Deals with the messages of a topic, each once, by its kind: `handlers[kind](client, body, origin)`. One that fails
 * stops its partition, and is tried again until it succeeds.
 */
async function consume({ group, topic, handlers }) {
  const consumer = connect(group).consumer({ groupId: group, retry: { initialRetryTime: 100, retries: 3 } });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const header = (name) => message.headers?.[name]?.toString() ?? '';
      const handle = handlers[header('kind')];
      if (!handle) return;
      const origin = { id: header('message-id'), correlationId: header('correlation-id') };
      const body = JSON.parse(message.value.toString());
      await inTransaction(async (client) => {
        const { rowCount } = await client.query(remember, [group, origin.id]);
        if (rowCount > 0) await handle(client, body, origin);
      });
    },
  });
  return consumer;
}

module.exports = { consume };
