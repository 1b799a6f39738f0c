import { sagaViews } from '../../model/sagas/saga-view.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RecordedScenario } from '../recording.ts';
import { sagaSentences } from './sagas.ts';
import { failureSentences, faultSentences, missingSentences, repeatSentences } from './troubles.ts';

export interface Explanation {
  readonly title: string;
  readonly verdict: Verdict;
  /** The sagas first, then what went wrong, then what was done to the system and what came twice. */
  readonly sentences: readonly string[];
}

/** Why a scenario ended as it did, in sentences with the ids that prove them. */
export function explain(scenario: RecordedScenario): Explanation {
  const { title, report, chain, chainSource, model } = scenario;
  const sagas = sagaViews(model, chainSource.correlations);
  const sentences = [
    ...(sagas.length === 0 ? ['No saga was touched.'] : sagaSentences(scenario, sagas)),
    ...failureSentences(report),
    ...missingSentences(scenario),
    ...faultSentences(chain),
    ...repeatSentences(chain),
  ];
  return { title, verdict: report.verdict, sentences };
}
