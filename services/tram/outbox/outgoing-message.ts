import { currentCause } from '../message/cause.ts';
import { stringifyJson } from '../message/json.ts';
import type { MessageId } from '../message/message-id.ts';
import { header, type Headers, type Message } from '../message/message.ts';
import { childTraceparent } from '../message/traceparent.ts';

export interface OutgoingMessage {
  readonly destination: string;
  /** Messages with the same key keep their order: the key of the Kafka record. */
  readonly partitionKey: string;
  /** Becomes JSON text; bigint is allowed. */
  readonly payload: unknown;
  readonly headers?: Headers;
}

/** The message as it is stored: payload as text, and the headers that tell what it is and what caused it. */
export function toMessage(outgoing: OutgoingMessage, id: MessageId): Message {
  const cause = currentCause();
  return {
    id,
    destination: outgoing.destination,
    headers: {
      ...outgoing.headers,
      [header.id]: id,
      [header.partitionId]: outgoing.partitionKey,
      [header.destination]: outgoing.destination,
      [header.date]: new Date().toUTCString(),
      [header.correlationId]: cause?.correlationId ?? id,
      ...(cause && { [header.causationId]: cause.causationId }),
      [header.traceparent]: childTraceparent(cause?.traceparent),
    },
    payload: stringifyJson(outgoing.payload),
  };
}
