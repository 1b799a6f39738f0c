import { chainOf } from '../../model/chain.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { momentsOfChain } from '../state/chain-moments.ts';
import type { Picked } from '../state/look.ts';
import type { Moments } from './moments.ts';

/** How many moments had passed when each thing of a chain was seen; of moments in memory only, ascending. */
export function momentsOfPicked(
  all: Moments,
  { models }: Ledger,
  { system, correlation }: Picked,
): readonly number[] {
  const model = models.get(system);
  if (!model) return [];
  const { before, moments } = all.recent();
  return momentsOfChain(moments, chainOf(model, [correlation])).map((at) => before + at);
}
