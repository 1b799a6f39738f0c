import type { Ledger } from '../ledger/ledger.ts';
import { chainIn } from '../ledger/watches.ts';
import { momentsOfChain } from '../state/chain-moments.ts';
import type { Picked } from '../state/look.ts';
import type { Moments } from './moments.ts';

/** How many moments had passed when each thing of a chain was seen; of moments in memory only, ascending. */
export function momentsOfPicked(
  all: Moments,
  ledger: Ledger,
  { system, correlation, hop }: Picked,
): readonly number[] {
  const chain = chainIn(ledger, system, correlation, { hop });
  if (chain.length === 0) return [];
  const { before, moments } = all.recent();
  return momentsOfChain(moments, chain).map((at) => before + at);
}
