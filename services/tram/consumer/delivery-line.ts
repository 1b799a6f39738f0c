import type { BrokerRecord } from '../broker/broker.ts';
import { messageType } from '../message/message-type.ts';
import { header, type Message } from '../message/message.ts';
import { nowMs, sinceMs } from '../observe/clock.ts';
import type { DeliveryLine } from '../observe/line.ts';

export interface DeliveryOf {
  readonly service: string;
  readonly consumer: string;
  readonly record: BrokerRecord;
  /** Undefined when the record is too broken to say. */
  readonly message: Message | undefined;
  readonly startedMs: number;
}

export type DeliveryOutcome = Pick<DeliveryLine, 'event' | 'attempt' | 'error' | 'injected'>;

export function deliveryLine(delivery: DeliveryOf, outcome: DeliveryOutcome): DeliveryLine {
  const { service, consumer, record, message, startedMs } = delivery;
  return {
    ...outcome,
    at: nowMs(),
    service,
    consumer,
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key,
    ...(record.queue !== undefined && { queue: record.queue }),
    message: message?.id ?? null,
    type: message ? messageType(message.headers) : null,
    correlation: message?.headers[header.correlationId] ?? null,
    ms: sinceMs(startedMs),
  };
}
