import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { toError, UsageError } from '../../lib/errors.ts';
import { makeFolder } from '../../lib/make-folder.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RunReport } from '../../scenario/report.ts';
import { formatVersion, type RunHeader, type RunLine } from '../../runs/format.ts';
import type { Recording } from '../../runs/recording.ts';
import type { KeptRecording } from '../../runs/kept-recording.ts';
import { redactor } from '../../runs/redact/redact.ts';
import { newRunId } from '../../runs/store/run-id.ts';
import { fileOfRun, keptRuns, pruneRuns } from '../../runs/store/store.ts';
import { LineFile } from '../../runs/write/line-file.ts';
import { recorderTo, type Recorder } from '../../runs/write/recorder.ts';
import { linesObservable, type Lab } from '../../stack/lab.ts';
import { observedIn } from '../../stack/observed-in.ts';
import type { System } from '../../systems/system.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { runsFolder } from '../runs-folder.ts';
import type { RecordPlan } from './record-flags.ts';

export interface RunRecording {
  readonly file: string;
  /** What is heard before is not recorded. */
  begin(run: BegunRun): Recorder;
  /** What was heard so far, while more is coming; it says that of itself. Rejects where it cannot be written or read. */
  soFar(): Promise<Recording>;
  /** The file, when it is kept and whole; resolves when it is on the disk. `report` is its last line, where there is one. */
  end(verdict: Verdict, report?: RunReport): Promise<string | undefined>;
}

interface BegunRun {
  readonly lab: Pick<Lab, 'name' | 'stack' | 'label' | 'lines' | 'services'>;
  readonly systems: readonly System[];
  readonly scenarios: readonly string[];
  readonly seed: number | undefined;
}

/**
 * The file is there from the beginning, so that a run that is killed leaves it. One that cannot be written is told on
 * stderr once and changes no verdict; only a file that the user named is a mistake, which is told before anything starts.
 * Without a plan nothing is written. `kept` hears the same, redacted as in a file.
 * @throws UsageError
 */
export function openRecording(
  context: CommandContext,
  plan: RecordPlan | undefined,
  kept?: KeptRecording,
): RunRecording {
  const to = plan?.to;
  const at = new Date();
  const id = newRunId(at);
  const folder = runsFolder(homeOf(context));
  const file = to === undefined ? fileOfRun(folder, id) : resolve(context.cwd, to);
  const onFailure = (reason: string) => context.stderr.write(`the run is not recorded: ${reason}\n`);
  const onPruneFailure = (thrown: unknown) =>
    context.stderr.write(`old recordings cannot be removed: ${toError(thrown).message}\n`);
  const descriptor = plan && openFile(file, to, onFailure);
  let lines: LineFile | undefined;
  let recorder = silent;
  return {
    file,
    begin(run) {
      const rules = [...new Set(run.systems.flatMap(({ redact }) => redact))];
      const change = redactor(rules, randomBytes(32));
      if (descriptor !== undefined)
        lines = new LineFile({ descriptor, onFailure, ...(change && { change }) });
      else if (kept === undefined) return silent;
      const add = (line: RunLine) => {
        lines?.add(line);
        kept?.add(change ? change(line) : line);
      };
      recorder = recorderTo({ add }, headerOf(context, { id, at }, run, rules));
      return recorder;
    },
    async soFar() {
      await lines?.flush();
      const failure = lines?.failure ?? (lines === undefined ? 'nothing was observed yet' : undefined);
      if (failure !== undefined) throw new UsageError(`The run is not recorded: ${failure}.`);
      const { readRecording } = await import('../../runs/read/read-recording.ts');
      const read = await readRecording(file);
      return { ...read, damage: `The run goes on: this is what was seen up to ${new Date().toISOString()}.` };
    },
    async end(verdict, report) {
      if (report) recorder.on({ type: 'run-finished', report });
      if (plan === undefined || descriptor === undefined) return undefined;
      if (lines === undefined) closeSync(descriptor);
      await lines?.end();
      if (lines === undefined || !plan.keeps(verdict)) rmSync(file, { force: true });
      else if (to === undefined) await pruneRuns(folder, { keep: keptRuns }).catch(onPruneFailure);
      return lines?.failure === undefined && lines !== undefined && plan.keeps(verdict) ? file : undefined;
    },
  };
}

const silent: Recorder = { observed: () => undefined, watchedAnew: () => undefined, on: () => undefined };

function openFile(
  file: string,
  to: string | undefined,
  onFailure: (reason: string) => void,
): number | undefined {
  try {
    makeFolder(dirname(file));
    return openSync(file, 'w');
  } catch (thrown) {
    const { message } = toError(thrown);
    if (to !== undefined)
      throw new UsageError(`--record-to ${to}: cannot write there: ${message}`, { cause: thrown });
    onFailure(message);
    return undefined;
  }
}

function headerOf(
  { version, nodeVersion, platform }: CommandContext,
  { id, at }: { readonly id: string; readonly at: Date },
  { lab, systems, scenarios, seed }: BegunRun,
  redacted: readonly string[],
): RunHeader {
  return {
    sagarun: formatVersion,
    id,
    at: at.toISOString(),
    stack: lab.stack,
    label: lab.label,
    lab: lab.name,
    seed: seed ?? null,
    versions: { sagaLab: version, node: nodeVersion, platform },
    systems: systems.map((system) => observedIn(system, lab)),
    scenarios,
    linesObservable: linesObservable(lab),
    redacted,
  };
}
