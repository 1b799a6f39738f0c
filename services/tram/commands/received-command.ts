import type * as z from 'zod';
import type { MessageId } from '../message/message-id.ts';
import { header, type Headers, type Message } from '../message/message.ts';
import { readPayload } from '../message/read-payload.ts';

/** A command as its handler sees it. */
export interface ReceivedCommand<T extends string = string, Payload = unknown> {
  readonly type: T;
  readonly payload: Payload;
  /** Undefined for a command of no saga. */
  readonly sagaType: string | undefined;
  readonly sagaId: string | undefined;
  readonly messageId: MessageId;
  readonly headers: Headers;
  /** What it is about, as its sender said: `/customers/7`. */
  readonly resource: string | undefined;
  /** The variables of the handler's resource pattern: `{ customerId: '7' }` of `/customers/{customerId}`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Reads the command out of its message; throws UnprocessableMessageError when the payload does not fit the schema. */
export function toCommand(
  message: Message,
  type: string,
  schema: z.ZodType,
  variables: Readonly<Record<string, string>>,
): ReceivedCommand {
  const { headers } = message;
  return {
    type,
    payload: readPayload(message, type, schema),
    sagaType: headers[header.sagaType],
    sagaId: headers[header.sagaId],
    messageId: message.id,
    headers,
    resource: headers[header.commandResource],
    variables,
  };
}
