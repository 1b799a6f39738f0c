import type { Hop } from '../../model/hop.ts';

/** The hop and all that it follows from, the root first, by `cause` alone. */
export function ancestry(chain: readonly Hop[], hop: Hop | undefined): Hop[] {
  const line: Hop[] = [];
  for (let at = hop; at; at = chain.find(({ id }) => id === at?.cause)) line.unshift(at);
  return line;
}
