import type { Hop } from '../model/hop.ts';
import type { Model } from '../model/model.ts';
import { type Unjoined, unjoinedSince } from '../model/unjoined.ts';
import { unjoinedText } from '../model/unjoined-text.ts';

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Requests that a service which sends messages took and said were done, and of which nothing was seen: no row, no
 * message. It stored nothing, or nothing that says which request it belongs to: then no invariant looks at it, and
 * that all of them hold says nothing. What that service was seen to do for no known request is told with them.
 */
export function unseenEffects(
  model: Model,
  correlations: readonly string[],
  chain: readonly Hop[],
): readonly string[] {
  const senders = new Set(Object.values(model.system.messaging).map(({ service }) => service));
  const causes = new Set(chain.map(({ cause }) => cause));
  const traceless = chain
    .filter(({ kind, cause }) => kind === 'http' && cause === null)
    .filter(({ type, service, ref }) => changing.has(type) && senders.has(service) && isDone(ref.status))
    .filter(({ id }) => !causes.has(id));
  if (traceless.length === 0) return [];
  const services = new Set(traceless.map(({ service }) => service));
  const unjoined = unjoinedSince(model, correlations).filter((each) => services.has(beginnerOf(model, each)));
  const begun = new Set(unjoined.map((each) => beginnerOf(model, each)));
  return [
    ...traceless.map(
      ({ label, service }) =>
        `of ${label} at ${service} no row and no message ${begun.has(service) ? 'is known' : 'was seen'}`,
    ),
    ...(unjoined.length === 0 ? [] : [unjoinedText(model, unjoined)]),
  ];
}

function beginnerOf({ roles }: Model, { transaction }: Unjoined): string {
  return roles.databases.get(transaction?.database ?? '')?.service ?? '';
}

function isDone(status: number | null | undefined): boolean {
  return typeof status === 'number' && status >= 200 && status < 300;
}
