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

/** Header names: Eventuate Tram's; of our own are `command_saga_step` and the three that make the causal chain exact. */
export const header = {
  id: 'ID',
  partitionId: 'PARTITION_ID',
  destination: 'DESTINATION',
  /** RFC 1123, in GMT. */
  date: 'DATE',
  eventType: 'event-type',
  aggregateType: 'event-aggregate-type',
  aggregateId: 'event-aggregate-id',
  commandType: 'command_type',
  /** What the command is about: `/customers/7`. */
  commandResource: 'command_resource',
  commandDestination: 'command__destination',
  /** The channel for the reply; none: nobody waits for one. */
  replyTo: 'command_reply_to',
  sagaType: 'command_saga_type',
  sagaId: 'command_saga_id',
  /** Name of the step that sends the command, `undo <step>` for its compensation. */
  sagaStep: 'command_saga_step',
  replyType: 'reply_type',
  /** `SUCCESS` or `FAILURE`. */
  replyOutcome: 'reply_outcome-type',
  /** Id of the command. */
  inReplyTo: 'reply_to_message_id',
  /** What the participant has locked for the saga. */
  lockedTarget: 'saga-locked-target',
  /** Id of the request or message that began it all. */
  correlationId: 'correlation-id',
  /** Id of the request or message that was being handled when this one was sent. */
  causationId: 'causation-id',
  /** W3C Trace Context. */
  traceparent: 'traceparent',
} as const;
