import type { RunReport, ScenarioReport } from '../scenario/report.ts';

/** A run that is over, with what was kept of it while it lasted. */
export interface KeptRun {
  readonly report: RunReport;
  /** Each attempt that did not pass, in order. */
  readonly stories: readonly KeptStory[];
}

export interface KeptStory {
  readonly report: ScenarioReport;
  /** What each process of the lab wrote to its log meanwhile. */
  readonly logs: ReadonlyMap<string, string>;
}

/** A file of the artefact folder; `name` is its path there. */
export interface Artifact {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export type MakeArtifacts = (run: KeptRun) => Promise<readonly Artifact[]>;
