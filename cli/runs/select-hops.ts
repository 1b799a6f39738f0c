import { UsageError } from '../lib/errors.ts';
import type { Hop } from '../model/hop.ts';
import { thereIsNo } from '../systems/nearest.ts';
import type { RecordedScenario } from './recording.ts';

export interface HopSelection {
  /** Id of a request, a message or a hop: the trees that hold it. */
  readonly chain?: string | undefined;
  /** An instance, as `17` or `create-order 17`: the trees that changed its state. */
  readonly saga?: string | undefined;
}

export interface SelectedScenario {
  readonly scenario: RecordedScenario;
  readonly hops: readonly Hop[];
}

/** The scenarios that hold what is asked for, each with the trees that hold it. @throws UsageError naming the nearest */
export function selectHops(
  scenarios: readonly RecordedScenario[],
  { chain, saga }: HopSelection,
): SelectedScenario[] {
  const all = scenarios.flatMap((each) => each.chain);
  const selected = scenarios
    .map((scenario) => ({
      scenario,
      hops: treesWith(scenario.chain, (hop) => isMeant(hop, { chain, saga })),
    }))
    .filter(({ hops }) => hops.length > 0);
  if (selected.length > 0) return selected;
  if (saga !== undefined) throw new UsageError(thereIsNo('saga', saga, all.flatMap(sagaNames)));
  throw new UsageError(thereIsNo('request, message or hop', chain ?? '', all.flatMap(chainIds)));
}

function isMeant(hop: Hop, { chain, saga }: HopSelection): boolean {
  if (chain !== undefined && !chainIds(hop).includes(chain)) return false;
  return saga === undefined || sagaNames(hop).includes(saga);
}

function chainIds({ id, correlation, ref }: Hop): string[] {
  return [id, correlation, ...(ref.message === undefined ? [] : [ref.message])];
}

function sagaNames({ kind, ref }: Hop): string[] {
  if (kind !== 'saga' || ref.instance === undefined) return [];
  return [ref.instance, `${ref.saga ?? ''} ${ref.instance}`];
}

/** Whole trees, in their order. */
function treesWith(chain: readonly Hop[], isWanted: (hop: Hop) => boolean): Hop[] {
  const roots = new Map<string, string>();
  // A parent stands before its children.
  for (const { id, cause } of chain) roots.set(id, (cause !== null && roots.get(cause)) || id);
  const wanted = new Set(chain.filter(isWanted).map(({ id }) => roots.get(id)));
  return chain.filter(({ id }) => wanted.has(roots.get(id)));
}
