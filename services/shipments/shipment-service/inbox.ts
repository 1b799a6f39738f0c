import type pg from 'pg';
import {
  type HandlerContext,
  type Inbox,
  inTransaction,
  sqlInbox,
  type Transaction,
} from '../../tram/index.ts';

/**
 * An inbox whose memory is the table of the outbox example: the id of each event, inserted first, in the transaction of
 * its effects. What is set aside lies in tram's `parked_messages`.
 */
export function consumedMessageInbox(pool: pg.Pool): Inbox<HandlerContext> {
  const parking = sqlInbox(pool);
  return {
    ...parking,
    receive: ({ message }, work) =>
      inTransaction(pool, async (tx) => {
        if (!(await insertConsumed(tx, message.id))) return 'duplicate';
        return (await work({ tx })) ?? 'handled';
      }),
    async park(parked) {
      if (parked.messageId !== null && (await wasConsumed(pool, parked.messageId))) return false;
      return parking.park(parked);
    },
    redriveNext: (consumer, topicKey, work) =>
      parking.redriveNext(consumer, topicKey, async (parked, context) => {
        const { messageId } = parked;
        if (messageId !== null && !(await insertConsumed(context.tx, messageId))) return 'duplicate';
        return work(parked, context);
      }),
  };
}

/** False when it was consumed before. Two who have it at the same time take turns here. */
async function insertConsumed(tx: Transaction, eventId: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'insert-consumed-message',
    text: `
INSERT INTO shipments.consumed_message (event_id, time_of_receiving)
VALUES ($1, clock_timestamp() AT TIME ZONE 'UTC') ON CONFLICT DO NOTHING`,
    values: [eventId],
  });
  return rowCount === 1;
}

async function wasConsumed(pool: pg.Pool, eventId: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT FROM shipments.consumed_message WHERE event_id = $1', [
    eventId,
  ]);
  return rowCount === 1;
}
