import type { Handling } from './handling.ts';
import type { Model } from './model.ts';

/** Whether a service tells what it does in structured lines: what cannot be seen is never missing. */
export function writesLines({ linesObservable, system }: Model, service: string): boolean {
  return linesObservable && system.services[service]?.lines !== false;
}

/** Without lines only an inbox or a view shows that a message was handled. */
export function isHandlingObservable(
  model: Model,
  { role, service }: Pick<Handling, 'role' | 'service'>,
): boolean {
  return writesLines(model, service) || role?.inbox !== undefined || (role?.views.length ?? 0) > 0;
}

/** Whether the lab's relay brings the database's messages to their topics, and says so. */
export function isRelayObservable({ linesObservable, system }: Model, database: string): boolean {
  return linesObservable && system.messaging[database]?.relay === 'lab';
}
