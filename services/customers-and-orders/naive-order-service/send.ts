import {
  currentCause,
  encodeRecordValue,
  header,
  newMessageId,
  type Publisher,
  stringifyJson,
} from '../../tram/index.ts';
import { orderEvents } from '../order-service/messages.ts';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { OrderDetails } from './storage.ts';

/** Sends OrderCreated straight to the broker, in the form that the relay would give it. */
export async function sendOrderCreated(
  publisher: Publisher,
  orderId: EntityId,
  orderDetails: OrderDetails,
): Promise<void> {
  const id = newMessageId();
  const key = String(orderId);
  const destination = orderEvents.aggregateType;
  const cause = currentCause();
  const headers = {
    [header.id]: id,
    [header.partitionId]: key,
    [header.destination]: destination,
    [header.date]: new Date().toUTCString(),
    [header.eventType]: 'OrderCreated',
    [header.aggregateType]: destination,
    [header.aggregateId]: key,
    [header.correlationId]: cause?.correlationId ?? id,
    ...(cause && { [header.causationId]: cause.causationId }),
  };
  const value = encodeRecordValue({ id, destination, headers, payload: stringifyJson({ orderDetails }) });
  await publisher.publish([{ topic: destination, key, value }]);
}
