import type { Observation } from '../model/observation.ts';
import type { RunEvent } from '../scenario/events.ts';
import type { RunReport, ScenarioReport } from '../scenario/report.ts';
import type { System } from '../systems/system.ts';

/**
 * A recording (`.sagarun`) is gzip'ed JSON lines, in the order in which things happened: a header, then observations
 * and run events as they came, then an end line. Integers beyond 2^53 keep their digits. A file without the end line
 * was cut off; it holds up to its last whole line. Format: docs/formats.md.
 */
export const formatVersion = 1;

/** Exactly one member says what a line is. */
export type RunLine =
  | { readonly header: RunHeader }
  | { readonly o: Observation }
  | { readonly event: RecordedEvent }
  | { readonly watchedAnew: true }
  | { readonly end: RunEnd };

export interface RunHeader {
  readonly sagarun: typeof formatVersion;
  /** Unique, sorts by time, and is the file's name in the folder of runs. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly stack: RunReport['stack'];
  /** How the stack is labelled wherever results are shown, e.g. `embedded broker, not Apache Kafka`. */
  readonly label: string;
  readonly lab: string;
  readonly seed: number | null;
  readonly versions: { readonly sagaLab: string; readonly node: string; readonly platform: string };
  /** The system files as they were: a recording needs nothing beside it. */
  readonly systems: readonly System[];
  /** Ids of the scenarios asked for, in order. */
  readonly scenarios: readonly string[];
  /** Whether processes wrote structured lines; what cannot be observed is never missing. */
  readonly linesObservable: boolean;
  /** Rules of `redact` that were applied before anything was written. */
  readonly redacted: readonly string[];
}

/** A run event without the chains: these are read again from the observations, as they were when the run was live. */
export type RecordedEvent =
  | Exclude<RunEvent, { type: 'scenario-finished' | 'run-finished' }>
  | (Omit<Extract<RunEvent, { type: 'scenario-finished' }>, 'report'> & {
      readonly report: Omit<ScenarioReport, 'chain'>;
    })
  | {
      readonly type: 'run-finished';
      readonly report: Omit<RunReport, 'scenarios'>;
    };

export interface RunEnd {
  readonly observations: number;
  /** Hex SHA-256 of all lines before this one, line feeds included: whether anything was changed since. */
  readonly sha256: string;
}
