import { chainOf } from '../../model/chain.ts';
import type { Hop } from '../../model/hop.ts';
import { createModel, fold, type Model } from '../../model/model.ts';
import type { System } from '../../systems/system.ts';
import type { Moment } from '../ledger/ledger.ts';

export interface SeenHop {
  readonly hop: Hop;
  /** How many moments of the timeline had passed when it could be seen, and all that caused it. */
  readonly at: number;
}

export interface Watching {
  readonly system: System;
  readonly linesObservable: boolean;
  /** Root ids of the requests whose chain is told. */
  readonly correlations: readonly string[];
}

/**
 * When each hop of a chain came into sight, in the order in which it is told: no hop before its cause, though probes
 * may see it earlier, and of those of one moment the one that stands first in the chain.
 */
export function firstSeen(moments: readonly Moment[], chain: readonly Hop[], watching: Watching): SeenHop[] {
  const seen = appearances(moments, watching);
  const told = new Map<string, number>();
  for (const { id, cause } of chain) {
    const own = seen.get(id) ?? moments.length;
    told.set(id, Math.max(own, told.get(cause ?? '') ?? 0));
  }
  return chain
    .map((hop) => ({ hop, at: told.get(hop.id) ?? moments.length }))
    .sort((one, other) => one.at - other.at);
}

/** The moment of each hop, by its id, at which the chain as it was known then held it first. */
function appearances(
  moments: readonly Moment[],
  { system, linesObservable, correlations }: Watching,
): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  let model: Model = createModel(system, { linesObservable });
  for (const [index, moment] of moments.entries()) {
    if (moment.kind === 'restart') {
      // What was watched before has no part in the chain of what was watched since.
      model = createModel(system, { linesObservable });
      seen.clear();
    }
    if (moment.kind !== 'observation') continue;
    fold(model, moment.observation);
    for (const { id } of chainOf(model, correlations)) if (!seen.has(id)) seen.set(id, index + 1);
  }
  return seen;
}
