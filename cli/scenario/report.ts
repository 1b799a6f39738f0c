import type { Hop } from '../model/hop.ts';
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
  /** Why nothing or not all could run (usage, invalid file, stack); the exit code is then 2, 3 or 70. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Path of the file that the run was recorded to, where it is kept. */
  readonly recording?: string;
}

export interface ScenarioReport {
  readonly name: string;
  readonly system: string;
  /** Counted from 1; only with `--repeat-each`. */
  readonly repetition?: number;
  readonly verdict: Verdict;
  readonly durationMs: number;
  readonly steps: readonly StepReport[];
  readonly expectations: readonly ExpectationReport[];
  readonly invariants: readonly InvariantResult[];
  readonly chain: readonly Hop[];
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
