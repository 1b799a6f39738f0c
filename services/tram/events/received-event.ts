import type * as z from 'zod';
import type { MessageId } from '../message/message-id.ts';
import { header, type Headers, type Message } from '../message/message.ts';
import { readPayload } from '../message/read-payload.ts';
import { requireHeader } from '../message/record-value.ts';

/** A domain event as its handler sees it. */
export interface ReceivedEvent<T extends string = string, Payload = unknown> {
  readonly type: T;
  readonly payload: Payload;
  readonly aggregateId: string;
  readonly messageId: MessageId;
  readonly headers: Headers;
}

/** Reads the event out of its message; throws UnprocessableMessageError when the payload does not fit the schema. */
export function toEvent(message: Message, type: string, schema: z.ZodType): ReceivedEvent {
  return {
    type,
    payload: readPayload(message, type, schema),
    aggregateId: requireHeader(message.headers, header.aggregateId),
    messageId: message.id,
    headers: message.headers,
  };
}
