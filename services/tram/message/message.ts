import type { MessageId } from './message-id.ts';

/** All values are strings, as in Eventuate Tram. */
export type Headers = Readonly<Record<string, string>>;

export interface Message {
  readonly id: MessageId;
  /** Channel: the Kafka topic. */
  readonly destination: string;
  readonly headers: Headers;
  /** JSON text. */
  readonly payload: string;
}

/** Header names: Eventuate Tram's, and three of our own that make the causal chain exact. */
export const header = {
  id: 'ID',
  partitionId: 'PARTITION_ID',
  destination: 'DESTINATION',
  /** RFC 1123, in GMT. */
  date: 'DATE',
  eventType: 'event-type',
  aggregateType: 'event-aggregate-type',
  aggregateId: 'event-aggregate-id',
  /** Id of the request or message that began it all. */
  correlationId: 'correlation-id',
  /** Id of the request or message that was being handled when this one was sent. */
  causationId: 'causation-id',
  /** W3C Trace Context. */
  traceparent: 'traceparent',
} as const;
