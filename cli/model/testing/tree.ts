import type { Hop } from '../hop.ts';

/** A chain as lines of kind and label, each as deep as its causes; rebuilt from `cause` alone, as any reader can. */
export function treeOf(hops: readonly Hop[]): string[] {
  const depths = new Map<string, number>();
  return hops.map(({ id, cause, kind, label }) => {
    const depth = cause === null ? 0 : (depths.get(cause) ?? NaN) + 1;
    depths.set(id, depth);
    return `${'  '.repeat(depth)}${kind}: ${label}`;
  });
}
