import type { InvariantResult } from '../model/verdict.ts';
import type { ScenarioReport } from '../scenario/report.ts';
import { jsonText } from './text/json-text.ts';

interface Look {
  readonly name: string;
  readonly verdict: InvariantResult['verdict'];
  readonly ms: number;
  readonly message: string;
  readonly detail: string;
}

/** One check of a scenario: as the last attempt found it, and the attempts before in which it did not pass. */
export interface Case extends Look {
  readonly earlier: readonly Look[];
}

/** A step, expectation or invariant each. What only an earlier attempt came to is there too: nothing is forgotten. */
export function casesOf(scenario: ScenarioReport): Case[] {
  const last = keyed(looksOf(scenario));
  const earlier = new Map<string, Look[]>();
  for (const attempt of scenario.earlier ?? []) {
    for (const [key, look] of keyed(looksOf(attempt)))
      if (isFinding(look)) earlier.set(key, [...(earlier.get(key) ?? []), look]);
  }
  const notReached = [...earlier].filter(([key]) => !last.has(key));
  return [
    ...[...last].map(([key, look]) => ({ ...look, earlier: earlier.get(key) ?? [] })),
    ...notReached.map(([, looks]) => ({
      name: looks[0]!.name,
      // What a flaky scenario no longer found is well; of a failed one nobody can say what became of it.
      verdict: scenario.verdict === 'pass' ? ('pass' as const) : ('not-applicable' as const),
      ms: 0,
      message: 'not reached at the last attempt',
      detail: '',
      earlier: looks,
    })),
  ];
}

function isFinding({ verdict }: Look): boolean {
  return verdict === 'fail' || verdict === 'inconclusive';
}

/** By name, and by which of that name: two requests may be called the same. */
function keyed(looks: readonly Look[]): Map<string, Look> {
  const seen = new Map<string, number>();
  return new Map(
    looks.map((look) => {
      const nth = (seen.get(look.name) ?? 0) + 1;
      seen.set(look.name, nth);
      return [`${nth} ${look.name}`, look];
    }),
  );
}

function looksOf({ steps, expectations, invariants }: ScenarioReport): Look[] {
  return [
    ...steps.map(({ name, verdict, ms, error = '' }) => ({
      name,
      verdict,
      ms,
      message: error,
      detail: error,
    })),
    ...expectations.map(({ name, verdict, ms, error = '', lastSeen }) => {
      const detail = lastSeen === undefined ? error : `${error}\nlast seen: ${jsonText(lastSeen)}`;
      return { name, verdict, ms, message: error, detail };
    }),
    ...invariants.map(({ name, verdict, proof = [] }) => {
      const message = verdict === 'not-applicable' ? 'not applicable' : (proof[0] ?? '');
      return { name, verdict, ms: 0, message, detail: proof.join('\n') };
    }),
  ];
}
