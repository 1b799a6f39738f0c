import type { Hop } from './hop.ts';

/** The path of causes that ends last: what is to be made faster if the whole is to be. */
export interface CriticalPath {
  /** Ids of its hops, the root first. */
  readonly hops: readonly string[];
  /** Milliseconds from its root to its end; null where that is missing, or the chain is empty. */
  readonly totalMs: number | null;
}

/** What is missing has not ended yet: the first such hop ends last. Else clocks decide, and of equals the later in the tree. */
export function criticalPath(chain: readonly Hop[]): CriticalPath {
  const byId = new Map(chain.map((hop) => [hop.id, hop]));
  const end = chain.find(({ kind }) => kind === 'missing') ?? lastOf(chain);
  const hops: Hop[] = [];
  const told = new Set<string>();
  for (let hop = end; hop && !told.has(hop.id); hop = byId.get(hop.cause ?? '')) {
    told.add(hop.id);
    hops.unshift(hop);
  }
  return { hops: hops.map(({ id }) => id), totalMs: end?.sinceRootMs ?? null };
}

function lastOf(chain: readonly Hop[]): Hop | undefined {
  let last: Hop | undefined;
  for (const hop of chain)
    if (hop.atMs !== null && (last === undefined || hop.atMs >= (last.atMs ?? 0))) last = hop;
  return last;
}

/** Part of the whole time of the path that passed between a hop and its cause, from 0 to 1. */
export function shareOf({ sinceCauseMs }: Hop, { totalMs }: CriticalPath): number {
  if (sinceCauseMs === null || totalMs === null || totalMs <= 0) return 0;
  return Math.min(1, Math.max(0, sinceCauseMs / totalMs));
}
