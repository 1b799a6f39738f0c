import type { Artifacts } from '../../artifacts/artifacts.ts';
import { exitCode, toError } from '../../lib/errors.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { RunReport } from '../../scenario/report.ts';
import type { CommandContext } from '../context.ts';
import { progressOn } from '../progress.ts';
import { askedStack } from '../asked-stack.ts';
import { runCode } from '../verdict-code.ts';
import { failedReport } from './failed-report.ts';
import { rememberRun } from './last-run.ts';
import { openArtifacts } from './open-artifacts.ts';
import { openReporters } from './open-reporters.ts';
import { recordPlanOf } from './record-flags.ts';
import { openRecording, type RunRecording } from './recording.ts';
import { settingsOf, type RunFlags } from './run-flags.ts';
import { refuseInvalid } from './select.ts';
import { lastRunOf, selectForRun } from './select-for-run.ts';

/** Selects, checks, brings a lab up if none is, runs, and takes down what it brought up. */
export async function run(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<number> {
  if (flags.list === true || flags.dryRun === true)
    return (await import('./preview.ts')).preview(context, names, flags);
  if (flags.tui === true) return (await import('./run-on-screen.ts')).runOnScreen(context, names, flags);
  const listeners = openReporters(context, flags.reporter);
  const progress = progressOn(context, flags.quiet);
  let artifacts: Artifacts | undefined;
  let recording: RunRecording | undefined;
  let finished = false;
  const emit = (event: RunEvent) => {
    finished ||= event.type === 'run-finished';
    listeners.on(event);
    artifacts?.on(event);
  };
  const finish = async (report: RunReport) => {
    const file = await recording?.end(report.verdict, report);
    emit({ type: 'run-finished', report: { ...report, ...(file !== undefined && { recording: file }) } });
    if (file !== undefined && flags.quiet !== true) context.stderr.write(`recorded: ${file}\n`);
  };
  try {
    artifacts = await openArtifacts(context, flags.artifacts);
    const asked = await askedStack(context, flags);
    const settings = settingsOf(flags);
    const recordPlan = recordPlanOf(flags);
    const selection = await selectForRun(context, names, flags, settings);
    refuseInvalid(selection);
    if (selection.emptyBecause !== undefined) {
      context.stderr.write(`${selection.emptyBecause}\n`);
      for (const event of eventsOfNothing(flags)) emit(event);
      return exitCode.pass;
    }
    const systems = asked.systemsOf(selection.systems);
    recording = openRecording(context, recordPlan, listeners.kept);
    // Only now: drivers and probes take their time to load, and a mistake should be told at once.
    const { runInLab } = await import('./run-in-lab.ts');
    const onLogs = (logs: Readonly<Record<string, string>>) => artifacts?.watch(logs);
    const heard = { emit, finish, progress, onLogs, recording };
    const what = { ...selection, systems, byName: names.length > 0 };
    const report = await runInLab(context, asked.flags, asked.stack, what, settings, heard);
    await rememberRun(lastRunOf(context), selection.scenarios, report);
    return tellCode(context, report, flags);
  } catch (thrown) {
    progress.end();
    const error = context.signal.aborted ? toError(context.signal.reason) : toError(thrown);
    if (!finished) await finish(failedReport(error, flags));
    throw error;
  } finally {
    listeners.close();
    await artifacts?.save();
  }
}

function tellCode({ stderr }: CommandContext, report: RunReport, { failOnFlaky, quiet }: RunFlags): number {
  const code = runCode(report, failOnFlaky);
  if (code === exitCode.flaky && quiet !== true)
    stderr.write(`exit code ${code}: flaky scenarios, and --fail-on-flaky\n`);
  return code;
}

/** A run that has nothing to do is over, and well; its reporters still owe their documents. */
function eventsOfNothing({ lab, stack = 'embedded' }: RunFlags): RunEvent[] {
  return [
    { type: 'run-started', lab, stack, label: '', scenarios: [] },
    {
      type: 'run-finished',
      report: { v: 1, verdict: 'pass', stack, lab, durationMs: 0, scenarios: [] },
    },
  ];
}
