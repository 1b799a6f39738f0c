import type { Hop } from '../../model/hop.ts';
import { labelTexts, refTexts } from '../../reporters/list/hop-texts.ts';
import { isLate, isOnItsWay } from '../panes/on-its-way.ts';
import { duration } from '../../reporters/text/time.ts';

/** A line a hop; what the tree says by its shape is said by numbers: each names the one that it follows from. */
export function chainSentences(chain: readonly Hop[]): string[] {
  const numbers = new Map(chain.map(({ id }, index) => [id, index + 1]));
  return chain.map((hop, index) => {
    const cause = hop.cause === null ? undefined : numbers.get(hop.cause);
    const after = hop.sinceCauseMs === null ? '' : `${duration(hop.sinceCauseMs)} after `;
    const place = refTexts(hop)[0] ?? '';
    const parts = [
      `${index + 1}. ${hop.kind}: ${labelTexts(hop)[0] ?? ''}`,
      ...(place === '' ? [] : [place]),
      cause === undefined ? 'a root' : `${after}${after === '' ? 'follows from ' : ''}number ${cause}`,
    ];
    return `${parts.join('; ')}.`;
  });
}

/** What a chain shows, in a few sentences: the request, where its sagas are, what is missing, what was injected. */
export function explainChain(chain: readonly Hop[]): string[] {
  const [root] = chain;
  if (!root) return ['Nothing has happened yet.'];
  const sagas = new Map(chain.flatMap((hop) => (hop.kind === 'saga' ? [[sagaName(hop), hop] as const] : [])));
  const missing = chain.filter(isLate);
  const waiting = chain.filter(isOnItsWay);
  const faults = chain.filter(({ kind }) => kind === 'fault');
  return [
    `It began with ${root.label}, and ${chain.length - 1} hops follow from that.`,
    ...[...sagas.values()].map(({ label }) => `Saga ${label} is the last that was seen of it.`),
    ...faults.map(({ label }) => `Injected: ${label}.`),
    ...waiting.map(({ label }) => `On its way: ${label}.`),
    ...missing.map(({ label }) => `Missing: ${label}.`),
    ...(missing.length === 0 ? ['Nothing is missing.'] : []),
  ];
}

function sagaName({ ref }: Hop): string {
  return `${ref.saga}/${ref.instance}`;
}
