import { chainOf } from '../../model/chain.ts';
import type { Hop } from '../../model/hop.ts';
import { createModel, type Model } from '../../model/model.ts';
import type { Ledger } from './ledger.ts';
import { createWaiting } from './waiting.ts';

/**
 * The lab is watched anew: what follows goes into models of their own, as in a recording that is told again, and what
 * was missed before is no doubt about it. What the earlier ones know stays to be looked at.
 */
export function watchAnew({ models, earlier, waiting }: Ledger): void {
  for (const [name, model] of models) {
    const { system, linesObservable } = model;
    earlier.set(name, [...(earlier.get(name) ?? []), model]);
    models.set(name, createModel(system, { linesObservable }));
    waiting.set(name, createWaiting());
  }
}

/** All models of a system, the oldest first. */
export function modelsOf({ models, earlier }: Ledger, system: string): readonly Model[] {
  const present = models.get(system);
  return present ? [...(earlier.get(system) ?? []), present] : [];
}

/** The chain of a correlation as it was seen while it ran; of several the one that holds the hop. */
export function chainIn(
  ledger: Ledger,
  system: string,
  correlation: string,
  { hop = null, nowMs }: { readonly hop?: string | null; readonly nowMs?: number } = {},
): readonly Hop[] {
  let first: readonly Hop[] = [];
  for (const model of modelsOf(ledger, system)) {
    const chain = chainOf(model, [correlation], nowMs);
    if (chain.some(({ id }) => id === hop)) return chain;
    if (first.length === 0) first = chain;
  }
  return first;
}
