import type { Cause } from '../message/cause.ts';
import { header, type Message } from '../message/message.ts';

/** What the handling of a message is to all that follows from it. */
export function causeOf({ id, headers }: Message): Cause {
  const traceparent = headers[header.traceparent];
  return {
    correlationId: headers[header.correlationId] ?? id,
    causationId: id,
    ...(traceparent !== undefined && { traceparent }),
  };
}
