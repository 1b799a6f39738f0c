import type { Hop } from '../model/hop.ts';

/** Ids of the hops on the way to the last thing that followed from each root: to be faster, one of these has to be. */
export function criticalPath(chain: readonly Hop[]): ReadonlySet<string> {
  const byId = new Map(chain.map((hop) => [hop.id, hop]));
  const roots = new Map<string, Hop>();
  const last = new Map<Hop, Hop>();
  for (const hop of chain) {
    // A chain tells a parent before its children.
    const root = roots.get(hop.cause ?? '') ?? hop;
    roots.set(hop.id, root);
    const known = last.get(root);
    if (hop.sinceRootMs !== null && (known?.sinceRootMs ?? -1) < hop.sinceRootMs) last.set(root, hop);
  }
  const path = new Set<string>();
  for (const end of last.values())
    for (let at: Hop | undefined = end; at && !path.has(at.id); at = byId.get(at.cause ?? ''))
      path.add(at.id);
  return path;
}
