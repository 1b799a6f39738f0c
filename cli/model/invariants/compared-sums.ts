import type { SideDefinition, SumDefinition, System } from '../../systems/system.ts';
import { isWalOf, type InvariantKind } from './invariant.ts';

/** The sums that a side adds up; none of a number. */
export function sumsIn(side: SideDefinition): readonly SumDefinition[] {
  if (typeof side === 'number') return [];
  return Array.isArray(side) ? side : [side];
}

interface Compared {
  readonly left: SideDefinition;
  readonly right: SideDefinition;
}

/** The sums of both sides. */
export function sumsOf({ left, right }: Compared): readonly SumDefinition[] {
  return [...sumsIn(left), ...sumsIn(right)];
}

/** The sums of both sides of every invariant that compares two. */
export function comparedSums({ invariants }: Pick<System, 'invariants'>): (readonly SumDefinition[])[] {
  return Object.values(invariants).flatMap((invariant) => ('left' in invariant ? [sumsOf(invariant)] : []));
}

/** What every invariant that compares two sides rests on: the tables of its sums. */
export const restingOnSums = {
  appliesTo: ({ tables }, compared) =>
    sumsOf(compared).every(({ database, table }) => tables[database]?.[table] !== undefined),
  restsOn: (probe, compared) =>
    isWalOf(
      probe,
      sumsOf(compared).map(({ database }) => database),
    ),
} satisfies Pick<InvariantKind<'sums-equal' | 'sum-at-most'>, 'appliesTo' | 'restsOn'>;
