import { stat } from 'node:fs/promises';
import { toError, UserError } from '../../lib/errors.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RunHeader, RunLine } from '../format.ts';
import { inflatedLines, type FileLine } from '../read/inflated-lines.ts';
import { defaultLimits } from '../read/limits.ts';
import { readLine } from '../read/read-line.ts';

/** What a list says of a recording, from its header, the beginnings of scenarios and its end alone. */
export interface RunSummary {
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
  readonly at: string;
  /** Ids of those asked for; of a dashboard, which is asked for none, of those that began in it, each once. */
  readonly scenarios: readonly string[];
  /** Names of the systems that were watched. */
  readonly systems: readonly string[];
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
    const { first, begun, last } = await toldLines(file);
    const header = first && readLine(file, first, defaultLimits);
    if (header === undefined || !('header' in header)) return { file, error: 'it has no header' };
    const { id, at, scenarios: asked, stack, lab, systems } = header.header;
    const scenarios =
      asked.length > 0 ? asked : begunIn(begun.map((line) => readLine(file, line, defaultLimits)));
    return {
      id,
      file,
      bytes: size,
      at,
      scenarios,
      systems: systems.map(({ name }) => name),
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

function begunIn(lines: readonly (RunLine | undefined)[]): string[] {
  const ids = lines.flatMap((line) =>
    line !== undefined && 'event' in line && line.event.type === 'scenario-started'
      ? [`${line.event.system}/${line.event.name}`]
      : [],
  );
  return [...new Set(ids)];
}

interface ToldLines {
  readonly first: FileLine | undefined;
  /** Those that may tell that a scenario began. */
  readonly begun: readonly FileLine[];
  /** The last two. */
  readonly last: readonly FileLine[];
}

/** All other lines are passed over as bytes. */
async function toldLines(file: string): Promise<ToldLines> {
  let first: FileLine | undefined;
  let last: FileLine[] = [];
  const begun: FileLine[] = [];
  for await (const line of inflatedLines(file, defaultLimits)) {
    if (first === undefined) first = line;
    else last = [...last.slice(-1), line];
    if (isEvent(line) && line.bytes.includes('"scenario-started"')) begun.push(line);
  }
  return { first, begun, last };
}

const eventStart = Buffer.from('{"event":');

function isEvent({ bytes }: FileLine): boolean {
  return bytes.subarray(0, eventStart.length).equals(eventStart);
}
