import type { Place } from '../faults/seam.ts';
import type { Delivery } from '../inbox/inbox.ts';
import { messageType } from '../message/message-type.ts';
import { header } from '../message/message.ts';
import { messageSagaStep, namesOf } from '../message/saga-step.ts';

/** A fault names the handling of a message by its type, by the consumer, or by the saga's step. */
export function deliveryPlace({ consumer, record, message }: Delivery): Place {
  const type = messageType(message.headers);
  const of = messageSagaStep(message.headers);
  const { topic, partition, offset, key } = record;
  return {
    names: [...(type === null ? [] : [type]), consumer, ...(of === undefined ? [] : namesOf(of))],
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
