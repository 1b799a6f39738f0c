import { chainOf } from './chain.ts';
import type { Hop } from './hop.ts';
import type { Model } from './model.ts';

/** What must follow in these chains and was not seen; of each branch only the first, not what hangs on it. */
export function missingHops(
  model: Model,
  correlations: readonly string[],
  now: number = model.seenMs,
): Hop[] {
  return chainOf(model, correlations, now).filter(({ kind }) => kind === 'missing');
}
