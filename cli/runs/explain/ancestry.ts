import type { Hop, HopKind } from '../../model/hop.ts';

/** The hop and its causes, nearest first, up to its root. */
export function causesOf(chain: readonly Hop[], hop: Hop): Hop[] {
  const byId = new Map(chain.map((each) => [each.id, each]));
  const causes: Hop[] = [];
  // A recording from elsewhere may hold a ring of causes.
  for (let at: Hop | undefined = hop; at !== undefined && !causes.includes(at); at = byId.get(at.cause ?? ''))
    causes.push(at);
  return causes;
}

/** The nearest cause of one of these kinds, which the hop itself may be. */
export function nearest(causes: readonly Hop[], ...kinds: readonly HopKind[]): Hop | undefined {
  return causes.find(({ kind }) => kinds.includes(kind));
}
