import type { Hop } from '../model/hop.ts';
import type { SagaProgress } from '../model/sagas/saga-progress.ts';
import type { InvariantResult, Verdict } from '../model/verdict.ts';

/** The document of `run --reporter json`: a stable contract, version 1 (docs/formats.md). */
export interface RunReport {
  readonly v: 1;
  readonly verdict: Verdict;
  readonly stack: 'embedded' | 'compose' | 'external';
  readonly lab: string;
  readonly durationMs: number;
  /** Of what faults leave to chance: as `--seed` said, else as it was drawn where there was chance. */
  readonly seed?: number;
  readonly scenarios: readonly ScenarioReport[];
  /** Asked for by `--all` or `--tag`, and not run: this stack cannot do what they need. */
  readonly skipped?: readonly SkippedScenario[];
  /** What was not seen of the system, though nothing rested on it, in words. */
  readonly notes?: readonly string[];
  /** Why nothing or not all could run (usage, invalid file, stack); the exit code is then 2, 3 or 70. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Path of the file that the run was recorded to, where it is kept. */
  readonly recording?: string;
}

export interface SkippedScenario {
  readonly name: string;
  readonly system: string;
  readonly why: string;
}

export interface ScenarioReport {
  readonly name: string;
  readonly system: string;
  /** Counted from 1; only with `--repeat-each`. */
  readonly repetition?: number;
  /** Counted from 1; only with `--retries`. */
  readonly attempt?: number;
  /** It passed, but not at its first attempt. */
  readonly flaky?: true;
  readonly verdict: Verdict;
  readonly durationMs: number;
  readonly steps: readonly StepReport[];
  readonly expectations: readonly ExpectationReport[];
  readonly invariants: readonly InvariantResult[];
  readonly chain: readonly Hop[];
  /** Orchestrated sagas that it touched, step by step; left out where there is none. */
  readonly sagas?: readonly SagaReport[];
  /** The attempts before this one, none of which passed; in the document, not in events. */
  readonly earlier?: readonly ScenarioReport[];
}

export interface SagaReport extends SagaProgress {
  readonly saga: string;
  readonly instance: string;
  readonly state: string;
  readonly terminal: boolean;
}

export interface StepReport {
  readonly name: string;
  readonly verdict: Verdict;
  readonly ms: number;
  readonly error?: string;
}

export interface ExpectationReport {
  readonly name: string;
  readonly verdict: Verdict;
  readonly ms: number;
  /** What was seen last when it did not hold, as text or JSON. */
  readonly lastSeen?: unknown;
  /** Why it did not hold, in one line. */
  readonly error?: string;
}

/** From what the chain of a report was read: with the observations up to `seq` it can be read again, and is the same. */
export interface ChainSource {
  /** Root ids of the scenario's requests, in the order fired. */
  readonly correlations: readonly string[];
  /** Of the last observation that had been folded. */
  readonly seq: number;
  /** Epoch milliseconds by the lab's clock, which gives what is missing its age. */
  readonly nowMs: number;
}

/** What reports call a scenario: `system/name`, and which time it was where it is repeated. */
export function titleOf({
  system,
  name,
  repetition,
}: Pick<ScenarioReport, 'system' | 'name' | 'repetition'>): string {
  return `${system}/${name}${repetition === undefined ? '' : ` (${repetition})`}`;
}

/** A title that tells attempts apart, for what is told while they happen. Elsewhere a scenario keeps its one title. */
export function attemptTitle(
  report: Pick<ScenarioReport, 'system' | 'name' | 'repetition' | 'attempt'>,
): string {
  const { attempt = 1 } = report;
  return attempt === 1 ? titleOf(report) : `${titleOf(report)}, attempt ${attempt}`;
}
