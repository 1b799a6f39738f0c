import { checkInvariants } from '../invariants/check.ts';
import type { InvariantResult } from '../verdict.ts';
import type { World } from './world.ts';

/** What one invariant of the world's system comes to for these correlations. */
export function resultOf(world: World, name: string, correlations: readonly string[]): InvariantResult {
  const result = checkInvariants(world.model(), world.system, correlations).find(
    (invariant) => invariant.name === name,
  );
  if (!result) throw new Error(`the system has no invariant ${name}`);
  return result;
}
