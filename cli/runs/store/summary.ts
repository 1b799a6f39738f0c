import { stat } from 'node:fs/promises';
import { toError, UserError } from '../../lib/errors.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RunHeader, RunLine } from '../format.ts';
import { inflatedLines, type FileLine } from '../read/inflated-lines.ts';
import { defaultLimits } from '../read/limits.ts';
import { readLine } from '../read/read-line.ts';

/** What a list says of a recording, from its header and its end alone. */
export interface RunSummary {
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
  readonly at: string;
  readonly scenarios: readonly string[];
  readonly stack: RunHeader['stack'];
  readonly lab: string;
  /** Absent where the recording ends before the run does. */
  readonly verdict?: Verdict;
  readonly durationMs?: number;
}

export interface UnreadableRun {
  readonly file: string;
  readonly error: string;
}

/** Never rejects: one bad file must not hide the others. */
export async function summaryOf(file: string): Promise<RunSummary | UnreadableRun> {
  try {
    const { size } = await stat(file);
    const { first, last } = await bothEnds(file);
    const header = first && readLine(file, first, defaultLimits);
    if (header === undefined || !('header' in header)) return { file, error: 'it has no header' };
    const { id, at, scenarios, stack, lab } = header.header;
    return {
      id,
      file,
      bytes: size,
      at,
      scenarios,
      stack,
      lab,
      ...endOf(last.map((line) => readLine(file, line, defaultLimits))),
    };
  } catch (thrown) {
    const error = toError(thrown);
    // Of a file that went away meanwhile too.
    if (error instanceof UserError || 'code' in error) return { file, error: error.message };
    throw error;
  }
}

export function isReadable(run: RunSummary | UnreadableRun): run is RunSummary {
  return 'id' in run;
}

function endOf(lines: readonly (RunLine | undefined)[]): Pick<RunSummary, 'verdict' | 'durationMs'> {
  for (const line of lines)
    if (line !== undefined && 'event' in line && line.event.type === 'run-finished') {
      const { verdict, durationMs } = line.event.report;
      return { verdict, durationMs };
    }
  return {};
}

/** The first line, and the last two of those that follow: the lines between are passed over as bytes. */
async function bothEnds(file: string): Promise<{ first: FileLine | undefined; last: readonly FileLine[] }> {
  let first: FileLine | undefined;
  let last: FileLine[] = [];
  for await (const line of inflatedLines(file, defaultLimits)) {
    if (first === undefined) first = line;
    else last = [...last.slice(-1), line];
  }
  return { first, last };
}
