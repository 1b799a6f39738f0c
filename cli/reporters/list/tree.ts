import type { Hop } from '../../model/hop.ts';

export interface TreeLine {
  readonly hop: Hop;
  /** Box characters before the glyph. */
  readonly branch: string;
  readonly root: boolean;
}

/**
 * The chain as lines of a tree, joined by `cause` alone. Only a fork is indented: a hop right under another, in the
 * same column and without a branch, follows from it. So a chain of fifteen hops still fits into 80 columns.
 */
export function treeLines(chain: readonly Hop[]): TreeLine[] {
  const followers = byCause(chain);
  const lines: TreeLine[] = [];
  const pending = (followers.get(null) ?? [])
    .map((hop) => ({ hop, branch: '', below: '', root: true }))
    .reverse();
  for (let line = pending.pop(); line !== undefined; line = pending.pop()) {
    const { hop, branch, below, root } = line;
    lines.push({ hop, branch, root });
    const next = followers.get(hop.id) ?? [];
    for (const [index, follower] of [...next.entries()].reverse()) {
      const last = index === next.length - 1;
      const fork =
        next.length === 1
          ? { branch: below, below }
          : { branch: below + (last ? '└─' : '├─'), below: below + (last ? '  ' : '│ ') };
      pending.push({ hop: follower, ...fork, root: false });
    }
  }
  return lines;
}

/** A hop whose cause is not in the chain is a root: nothing is left out. */
function byCause(chain: readonly Hop[]): ReadonlyMap<string | null, readonly Hop[]> {
  const known = new Set(chain.map(({ id }) => id));
  const followers = new Map<string | null, Hop[]>();
  for (const hop of chain) {
    const cause = hop.cause !== null && hop.cause !== hop.id && known.has(hop.cause) ? hop.cause : null;
    followers.set(cause, [...(followers.get(cause) ?? []), hop]);
  }
  return followers;
}
