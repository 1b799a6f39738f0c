import type { SideDefinition, SumDefinition, System } from '../../systems/system.ts';

/** The sums that a side adds up; none of a number. */
export function sumsIn(side: SideDefinition): readonly SumDefinition[] {
  if (typeof side === 'number') return [];
  return Array.isArray(side) ? side : [side];
}

/** The sums of both sides of every invariant that compares two. */
export function comparedSums({ invariants }: Pick<System, 'invariants'>): (readonly SumDefinition[])[] {
  return Object.values(invariants).flatMap((invariant) =>
    'left' in invariant ? [[...sumsIn(invariant.left), ...sumsIn(invariant.right)]] : [],
  );
}
