import type { Headers } from './message.ts';

const commandPrefix = 'command_';
const replyPrefix = 'commandreply_';

/** The headers of a command that its reply carries back, by the names that they have there: `commandreply_type`. */
export function carriedBack(headers: Headers): Headers {
  const carried = Object.entries(headers).filter(([name]) => name.startsWith(commandPrefix));
  return Object.fromEntries(carried.map(([name, value]) => [inReply(name), value]));
}

/** The name in a reply of a header that begins with `command_`: `commandreply_saga_id` for `command_saga_id`. */
export function inReply(commandHeader: string): string {
  return replyPrefix + commandHeader.slice(commandPrefix.length);
}
