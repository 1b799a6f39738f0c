import type { Hop } from '../model/hop.ts';
import type { System } from '../systems/system.ts';

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Requests that a service which sends messages took and said were done, and of which nothing was seen: no row, no
 * message. It stored nothing, or nothing that says which request it belongs to: then no invariant looks at it, and
 * that all of them hold says nothing.
 */
export function unseenEffects(chain: readonly Hop[], system: System): readonly string[] {
  const senders = new Set(Object.values(system.messaging).map(({ service }) => service));
  const causes = new Set(chain.map(({ cause }) => cause));
  return chain
    .filter(({ kind, cause }) => kind === 'http' && cause === null)
    .filter(({ type, service, ref }) => changing.has(type) && senders.has(service) && isDone(ref.status))
    .filter(({ id }) => !causes.has(id))
    .map(({ label, service }) => `of ${label} at ${service} no row and no message was seen`);
}

function isDone(status: number | null | undefined): boolean {
  return typeof status === 'number' && status >= 200 && status < 300;
}
