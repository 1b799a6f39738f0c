import type { Verdict } from '../../model/verdict.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import { jsonText } from './json-text.ts';

export interface ReportFinding {
  readonly verdict: Exclude<Verdict, 'pass'>;
  readonly name: string;
  readonly text: string;
}

/** Everything about a scenario that did not pass, in the order in which it was looked at. */
export function findings({ steps, expectations, invariants }: ScenarioReport): ReportFinding[] {
  const looked = [
    ...steps.map((each) => ({ ...each, text: each.error ?? '' })),
    ...expectations.map((each) => ({
      ...each,
      text: [each.error, seen(each.lastSeen)].filter(Boolean).join('; '),
    })),
    ...invariants.map((each) => ({ ...each, text: (each.proof ?? []).join('; ') })),
  ];
  return looked.flatMap(({ verdict, name, text }) =>
    verdict === 'fail' || verdict === 'inconclusive' ? [{ verdict, name, text }] : [],
  );
}

/** What made the attempts fail that a flaky scenario needed before it passed. */
export function earlierFindings({ earlier = [] }: ScenarioReport): ReportFinding[] {
  return earlier.flatMap((each) =>
    findings(each).map((finding) => ({
      ...finding,
      name: `attempt ${each.attempt ?? 1}: ${finding.name}`,
    })),
  );
}

function seen(lastSeen: unknown): string {
  return lastSeen === undefined ? '' : `last seen: ${jsonText(lastSeen)}`;
}
