import { unjoinedSince } from '../../model/unjoined.ts';
import { unjoinedText } from '../../model/unjoined-text.ts';
import { sagaViews } from '../../model/sagas/saga-view.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RecordedScenario } from '../recording.ts';
import { sagaSentences } from './sagas.ts';
import { failureSentences, faultSentences, missingSentences, repeatSentences } from './troubles.ts';

export interface Explanation {
  readonly title: string;
  readonly verdict: Verdict;
  /** The sagas first, then what was done to the system and what did not follow, then what does not hold because of it, and what came twice. */
  readonly sentences: readonly string[];
}

/** Why a scenario ended as it did, in sentences with the ids that prove them. */
export function explain(scenario: RecordedScenario): Explanation {
  const { title, report, chain, chainSource, model } = scenario;
  const sagas = sagaViews(model, chainSource.correlations);
  const sentences = [
    ...(sagas.length === 0 ? [untouched(scenario)] : sagaSentences(scenario, sagas)),
    ...faultSentences(chain),
    ...missingSentences(scenario),
    ...failureSentences(report),
    ...repeatSentences(chain),
  ];
  return { title, verdict: report.verdict, sentences };
}

/** What is not known to belong to the run may have touched one. */
function untouched({ model, chainSource }: RecordedScenario): string {
  const unjoined = unjoinedSince(model, chainSource.correlations);
  const hasSagas = Object.keys(model.system.sagas).length > 0;
  if (unjoined.length === 0) return hasSagas ? 'No saga was touched.' : 'The system file names no saga.';
  return `No saga is known to be touched, but ${unjoinedText(model, unjoined)}.`;
}
