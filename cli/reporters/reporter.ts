import type { RetoldRun } from '../runs/recording.ts';
import type { RunEvent } from '../scenario/events.ts';

export interface ReporterOptions {
  /** Writes to stdout or to the file named by `--reporter name=file`. */
  readonly write: (text: string) => void;
  readonly color: boolean;
  /** Column count of the terminal; 100 where there is none. */
  readonly width: number;
  readonly tty: boolean;
  /** Where a CI service takes Markdown about the run (GITHUB_STEP_SUMMARY), if it does. */
  readonly summary?: (markdown: string) => void;
  /** The run as it was observed, told again; to be asked when it is over. Undefined where nothing was observed. */
  readonly retold?: () => RetoldRun | undefined;
}

/** A reporter hears every event of a run, in order, and writes what it likes. */
export interface Reporter {
  on(event: RunEvent): void;
}

export type MakeReporter = (options: ReporterOptions) => Reporter;
