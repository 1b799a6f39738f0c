import type * as z from 'zod';
import { MalformedMessageError, UnprocessableMessageError } from '../message/errors.ts';
import { parseJson } from '../message/json.ts';
import type { MessageId } from '../message/message-id.ts';
import { header, type Headers, type Message } from '../message/message.ts';
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
  const result = schema.safeParse(parsePayload(message));
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'payload'}: ${message}`,
    );
    throw new UnprocessableMessageError(`Payload of ${type} does not fit its schema: ${problems.join('; ')}`);
  }
  return {
    type,
    payload: result.data,
    aggregateId: requireHeader(message.headers, header.aggregateId),
    messageId: message.id,
    headers: message.headers,
  };
}

function parsePayload({ payload }: Message): unknown {
  try {
    return parseJson(payload);
  } catch (error) {
    throw new MalformedMessageError(`payload is not JSON: ${(error as SyntaxError).message}`, {
      cause: error,
    });
  }
}
