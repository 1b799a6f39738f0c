import type { Hop } from '../../../model/hop.ts';

/** What the page calls a hop: its place in the run. Ids come from messages, and are data only. */
export type HopNumbers = (hops: readonly (Hop | string)[]) => string;

export function numberHops(chain: readonly Hop[], first: number): HopNumbers {
  const numbers = new Map(chain.map(({ id }, index) => [id, first + index]));
  return (hops) =>
    hops
      .map((hop) => numbers.get(typeof hop === 'string' ? hop : hop.id))
      .filter((number) => number !== undefined)
      .join(' ');
}
