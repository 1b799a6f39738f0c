import type { Hop } from '../../model/hop.ts';
import { placeText } from '../../model/place-text.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import { causesOf, type Told } from './ancestry.ts';
import { inBrackets } from './proof.ts';

/** What did not follow, and after what. */
export function missingSentences(told: Told): string[] {
  return told.chain
    .filter(({ kind }) => kind === 'missing')
    .map((hop) => {
      const [, cause] = causesOf(told, hop);
      const after = cause === undefined ? '' : ` after ${cause.label}${inBrackets(cause)}`;
      return `Missing: ${hop.label}${after}. What would follow it was not seen either.`;
    });
}

export function faultSentences(chain: readonly Hop[]): string[] {
  return chain
    .filter(({ kind }) => kind === 'fault')
    .map((hop) => {
      const effects = chain.filter(({ cause, injected }) => cause === hop.id && injected);
      const effect = effects.length === 0 ? '' : `, and so ${effects.map(({ label }) => label).join(', ')}`;
      return `A fault was injected: ${hop.label}${inBrackets(hop)}${effect}.`;
    });
}

/** Deliveries beyond the first that did the work. */
export function repeatSentences(chain: readonly Hop[]): string[] {
  const of = (kind: Hop['kind']) => chain.filter((hop) => hop.kind === kind);
  return [
    ...of('retry').map((hop) => `${hop.label}${inBrackets(hop)}.`),
    ...of('duplicate').map((hop) => `${hop.label}${inBrackets(hop)}: a repeat, which had no effect.`),
    ...of('parked').map((hop) => `${hop.label}${inBrackets(hop)}: it waits in \`saga-lab parked list\`.`),
    ...recordsTwice(chain),
  ];
}

function recordsTwice(chain: readonly Hop[]): string[] {
  const records = chain.filter(({ kind, ref }) => kind === 'record' && ref.message !== undefined);
  return [...new Set(records.map(({ ref }) => ref.message))].flatMap((message) => {
    const [first, ...more] = records.filter(({ ref }) => ref.message === message);
    if (first === undefined || more.length === 0) return [];
    const places = [first, ...more].map(({ ref }) => placeText(ref));
    const { exchange } = first.ref;
    const where =
      exchange === undefined
        ? `on its topic ${places.length} times: ${places.join(', ')}`
        : `published to exchange ${exchange} ${places.length} times`;
    return [`${first.type} (message ${message}) is ${where}.`];
  });
}

const unjudged = 'could not be judged';

/** Steps, expectations and invariants that did not hold, each with its evidence. */
export function failureSentences({ steps, expectations, invariants }: ScenarioReport): string[] {
  const checks = [
    ...steps.map((each) => ({ ...each, what: 'The step', failed: 'failed' })),
    ...expectations.map((each) => ({ ...each, what: 'The expectation', failed: 'does not hold' })),
  ];
  return [
    ...checks.flatMap(({ what, failed, name, verdict, error }) =>
      verdict === 'pass'
        ? []
        : [
            `${what} "${name}" ${verdict === 'fail' ? failed : unjudged}${error === undefined ? '' : `: ${error}`}.`,
          ],
    ),
    ...invariants.flatMap(({ name, verdict, proof }) =>
      verdict === 'pass' || verdict === 'not-applicable'
        ? []
        : [
            `The invariant ${name} ${verdict === 'fail' ? 'is violated' : unjudged}: ${(proof ?? []).join('; ')}.`,
          ],
    ),
  ];
}
