import type { Hop } from '../model/hop.ts';

/** Ids of the hops on the way to the last thing that followed from each root: to be faster, one of these has to be. */
export function criticalPath(chain: readonly Hop[]): ReadonlySet<string> {
  const byId = new Map(chain.map((hop) => [hop.id, hop]));
  const last = new Map<Hop, Hop>();
  for (const hop of chain) {
    const root = wayTo(hop, byId).at(-1)!;
    const known = last.get(root);
    if (hop.sinceRootMs !== null && (known?.sinceRootMs ?? -1) < hop.sinceRootMs) last.set(root, hop);
  }
  return new Set([...last.values()].flatMap((hop) => wayTo(hop, byId).map(({ id }) => id)));
}

/** From the hop to its root. */
function wayTo(hop: Hop, byId: ReadonlyMap<string, Hop>): Hop[] {
  const way = [hop];
  for (let at = byId.get(hop.cause ?? ''); at && !way.includes(at); at = byId.get(at.cause ?? ''))
    way.push(at);
  return way;
}
