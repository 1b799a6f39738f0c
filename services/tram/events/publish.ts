import { header, type Message } from '../message/message.ts';
import { sendInOrder } from '../outbox/send-in-order.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { EventDefinitions, EventOf } from './definitions.ts';

/**
 * Publishes domain events of one aggregate, in the transaction that changes it. They go to the channel named after the
 * aggregate type, keyed by the aggregate's id, so that subscribers see them in order; and each event's id is greater than
 * that of the aggregate's event before, which is how a view tells a late event from a new one.
 */
export async function publishEvents<D extends EventDefinitions>(
  tx: Transaction,
  { aggregateType }: D,
  id: string | number | bigint,
  events: readonly EventOf<D>[],
): Promise<readonly Message[]> {
  const aggregateId = String(id);
  return sendInOrder(
    tx,
    { destination: aggregateType, partitionKey: aggregateId },
    events.map(({ type, payload }) => ({
      payload,
      headers: {
        [header.eventType]: type,
        [header.aggregateType]: aggregateType,
        [header.aggregateId]: aggregateId,
      },
    })),
  );
}
