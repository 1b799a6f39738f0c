import type { Hop } from '../../model/hop.ts';
import { chainIn } from '../ledger/watches.ts';
import type { Lit, Look, Picked } from './look.ts';

const nothing: Lit = { chain: [], hops: new Set(), lineage: new Set() };

/** The chain of what is chosen, read from what is known now. */
export function litBy({ ledger, nowMs }: Look, picked: Picked | null): Lit {
  if (!picked) return nothing;
  const { system, correlation, hop } = picked;
  const chain = chainIn(ledger, system, correlation, { hop, nowMs });
  return { chain, hops: new Set(chain.map(({ id }) => id)), lineage: lineageOf(chain, hop) };
}

/** A hop, all that led to it, and all that came of it. */
function lineageOf(chain: readonly Hop[], hop: string | null): ReadonlySet<string> {
  const byId = new Map(chain.map((each) => [each.id, each]));
  const lineage = new Set<string>();
  let cause = hop === null ? undefined : byId.get(hop);
  if (!cause) return lineage;
  // A chain is told in depth-first order: what came of a hop stands behind it.
  lineage.add(cause.id);
  for (const each of chain) if (each.cause !== null && lineage.has(each.cause)) lineage.add(each.id);
  while (cause) {
    lineage.add(cause.id);
    cause = cause.cause === null ? undefined : byId.get(cause.cause);
  }
  return lineage;
}
