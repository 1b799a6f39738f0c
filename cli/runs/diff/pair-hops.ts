import type { Hop } from '../../model/hop.ts';

/** Two hops that stand in the same place of two chains, or one that has no counterpart. */
export interface HopPair {
  /** Forks above it: how far a tree is indented. */
  readonly depth: number;
  readonly a: Hop | undefined;
  readonly b: Hop | undefined;
}

/**
 * Pairs the hops of two chains by what they are and where they stand in the tree, never by ids or clocks, which differ
 * from run to run: under hops that are a pair, the first of its kind in one is the counterpart of the first in the other.
 */
export function pairHops(left: readonly Hop[], right: readonly Hop[]): HopPair[] {
  const sides = [childrenOf(left), childrenOf(right)] as const;
  const pairs: HopPair[] = [];
  const pending = [...paired(sides, undefined, undefined, 0)].reverse();
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    pairs.push(pair);
    pending.push(...paired(sides, pair.a, pair.b, pair.depth).reverse());
  }
  return pairs;
}

type Children = ReadonlyMap<string, readonly Hop[]>;

const roots = '';

function childrenOf(chain: readonly Hop[]): Children {
  const known = new Set<string>();
  const children = new Map<string, Hop[]>();
  for (const hop of chain) {
    // Parents stand before their children; what names another cause is told as a root.
    const cause = hop.cause !== null && known.has(hop.cause) ? hop.cause : roots;
    known.add(hop.id);
    children.set(cause, [...(children.get(cause) ?? []), hop]);
  }
  return children;
}

function paired(
  [left, right]: readonly [Children, Children],
  a: Hop | undefined,
  b: Hop | undefined,
  depth: number,
): HopPair[] {
  const isRoot = a === undefined && b === undefined;
  const ofA = isRoot ? left.get(roots) : a && left.get(a.id);
  const counterparts = [...((isRoot ? right.get(roots) : b && right.get(b.id)) ?? [])];
  const pairs = (ofA ?? []).map((hop) => {
    const at = counterparts.findIndex((other) => shapeOf(other) === shapeOf(hop));
    const [other] = at < 0 ? [undefined] : counterparts.splice(at, 1);
    return { a: hop, b: other };
  });
  const all = [...pairs, ...counterparts.map((hop) => ({ a: undefined, b: hop }))];
  const below = isRoot || all.length < 2 ? depth : depth + 1;
  return all.map((pair) => ({ ...pair, depth: below }));
}

/** What a hop is, without what is another in each run: ids, offsets, positions in a log. */
function shapeOf({ kind, type, service, ref }: Hop): string {
  return JSON.stringify([
    kind,
    type,
    service,
    ref.consumer,
    ref.database,
    ref.table,
    ref.collection,
    ref.saga,
    ref.topic,
  ]);
}
