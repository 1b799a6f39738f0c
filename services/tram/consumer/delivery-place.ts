import type { Place } from '../faults/seam.ts';
import type { Delivery } from '../inbox/inbox.ts';
import { header } from '../message/message.ts';

/** A fault names the handling of a message by its event type, or by the consumer. */
export function deliveryPlace({ consumer, record, message }: Delivery): Place {
  const type = message.headers[header.eventType] ?? null;
  const { topic, partition, offset, key } = record;
  return {
    names: type === null ? [consumer] : [type, consumer],
    subject: {
      correlation: message.headers[header.correlationId] ?? null,
      message: message.id,
      type,
      consumer,
      topic,
      partition,
      offset,
      key,
    },
  };
}
