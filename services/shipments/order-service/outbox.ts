import { randomUUID } from 'node:crypto';
import { currentCause, type EventOf, stringifyJson, type Transaction } from '../../tram/index.ts';
import { orderEvents } from './messages.ts';

const insert = `
INSERT INTO orders.outbox_event (id, "timestamp", aggregate_id, aggregate_type, payload, "type", correlation_id, causation_id)
VALUES ($1, clock_timestamp() AT TIME ZONE 'UTC', $2, $3, $4, $5, $6, $7)`;

/**
 * Says what happened to an order, in the transaction in which it happens: both are committed, or neither. The row is
 * written here and now, by nobody who could fail unheard.
 */
export async function insertOutboxEvent(
  tx: Transaction,
  orderId: string,
  { type, payload }: EventOf<typeof orderEvents>,
): Promise<void> {
  const id = randomUUID();
  const cause = currentCause();
  await tx.query({
    name: 'insert-outbox-event',
    text: insert,
    values: [
      id,
      orderId,
      orderEvents.aggregateType,
      stringifyJson(payload),
      type,
      cause?.correlationId ?? id,
      cause?.causationId,
    ],
  });
}
