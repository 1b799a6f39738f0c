import { chainOf } from '../../model/chain.ts';
import type { Hop } from '../../model/hop.ts';
import type { Model } from '../../model/model.ts';
import { unjoinedSince } from '../../model/unjoined.ts';
import { unjoinedText } from '../../model/unjoined-text.ts';
import type { Finding } from '../finding.ts';
import type { HopExpectation } from '../schema.ts';

/** Whether each of the hops stands in the run's chain, as often as is stated. */
export function findHops(
  model: Model,
  correlations: readonly string[],
  expected: readonly HopExpectation[],
): Finding {
  const chain = chainOf(model, correlations);
  const lacking = expected.find((hop) => !holds(hop, chain));
  const seen = chain.map(({ kind, label, injected }) => `${kind}: ${label}${injected ? ' (injected)' : ''}`);
  if (lacking === undefined) return { holds: true, seen };
  const { count, ...wanted } = lacking;
  const what = Object.entries(wanted)
    .map(([field, value]) => `${field} ${String(value)}`)
    .join(', ');
  const found = chain.filter((hop) => fits(lacking, hop)).length;
  const lacks = count === undefined ? `no hop with ${what}` : `${found} hops with ${what}, not ${count}`;
  return {
    holds: false,
    seen,
    // It looks through all messages: not after every observation, only when somebody asks.
    get why() {
      const unjoined = found === 0 ? unjoinedSince(model, correlations) : [];
      return unjoined.length === 0 ? lacks : `${lacks}; ${unjoinedText(model, unjoined)}`;
    },
  };
}

function holds(expected: HopExpectation, chain: readonly Hop[]): boolean {
  const found = chain.filter((hop) => fits(expected, hop)).length;
  return expected.count === undefined ? found > 0 : found === expected.count;
}

function fits({ kind, type, service, injected }: HopExpectation, hop: Hop): boolean {
  return (
    hop.kind === kind &&
    (type === undefined || hop.type === type) &&
    (service === undefined || hop.service === service) &&
    (injected === undefined || hop.injected === injected)
  );
}
