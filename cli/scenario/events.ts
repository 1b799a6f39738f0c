import type { ChainSource, ExpectationReport, RunReport, ScenarioReport, StepReport } from './report.ts';

/** What a run tells its listeners, in order; reporters only listen. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly lab: string;
      readonly stack: RunReport['stack'];
      /** How the stack is called wherever results are shown, e.g. `embedded broker, not Apache Kafka`. */
      readonly label: string;
      readonly scenarios: readonly string[];
    }
  | {
      readonly type: 'scenario-started';
      readonly name: string;
      readonly system: string;
      readonly about: string;
      /** Counted from 1; only with `--repeat-each`. */
      readonly repetition?: number;
      /** Counted from 1; only with `--retries`. */
      readonly attempt?: number;
    }
  | { readonly type: 'step-finished'; readonly scenario: string; readonly step: StepReport }
  | {
      readonly type: 'expectation-finished';
      readonly scenario: string;
      readonly expectation: ExpectationReport;
    }
  | {
      readonly type: 'scenario-finished';
      readonly report: ScenarioReport;
      /** It did not pass and is run again: not its last word. */
      readonly retrying?: true;
      readonly chainSource: ChainSource;
    }
  | { readonly type: 'run-finished'; readonly report: RunReport };
