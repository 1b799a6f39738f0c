import type { Hop } from '../model/hop.ts';
import type { Model } from '../model/model.ts';
import type { Observation } from '../model/observation.ts';
import type { ChainSource, RunReport, ScenarioReport } from '../scenario/report.ts';
import type { RecordedEvent, RunHeader } from './format.ts';

/** A recording that was opened. */
export interface Recording {
  readonly header: RunHeader;
  /** In the order of the file; `restart` is where the lab was watched anew. */
  readonly entries: readonly RecordingEntry[];
  /** How many observations there are. */
  readonly observations: number;
  /** Set where the file is cut off or changed: one sentence for people. */
  readonly damage: string | undefined;
}

export type RecordingEntry =
  | { readonly kind: 'observation'; readonly observation: Observation }
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'restart' };

/** One scenario of a recording, told again by the same fold as when it was live. */
export interface RecordedScenario {
  /** `system/name`, and which repetition. */
  readonly title: string;
  /** With the chain, read again from the observations: the same as when the run was live. */
  readonly report: ScenarioReport;
  readonly chainSource: ChainSource;
  /** As it was when the chain was read. */
  readonly model: Model;
  readonly chain: readonly Hop[];
  /** What the model was folded from, in order: all since the lab was watched (anew), other scenarios' too. */
  readonly observations: readonly Observation[];
}

/** What every export, `inspect`, `explain`, `check` and `diff` work on. */
export interface RetoldRun {
  readonly header: RunHeader;
  /** The document of `--reporter json`, with the chains; of a run that was cut off, what there is of it. */
  readonly report: RunReport;
  readonly scenarios: readonly RecordedScenario[];
  readonly damage: string | undefined;
}
