import { header, type Headers } from './message.ts';

/** What a message is, in its sender's words: event type, command type or reply type; null where it says nothing. */
export function messageType(headers: Headers): string | null {
  return headers[header.eventType] ?? headers[header.commandType] ?? headers[header.replyType] ?? null;
}
