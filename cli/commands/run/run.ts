import { exitCode, toError } from '../../lib/errors.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { RunReport } from '../../scenario/report.ts';
import type { Recorder } from '../../runs/write/recorder.ts';
import type { CommandContext } from '../context.ts';
import { progressOn } from '../progress.ts';
import { stackOf } from '../stack-options.ts';
import { codeOf } from '../verdict-code.ts';
import { failedReport } from './failed-report.ts';
import { openReporters } from './open-reporters.ts';
import { recordPlanOf } from './record-flags.ts';
import { openRecording, type RunRecording } from './recording.ts';
import { limitsOf, repeatsOf, seedOf, variablesOf, type RunFlags } from './run-flags.ts';
import { selectScenarios } from './select.ts';

const loadRunAll = () => import('../../scenario/run-all.ts');

/** Selects, checks, brings a lab up if none is, runs, and takes down what it brought up. */
export async function run(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<number> {
  const listeners = openReporters(context, flags.reporter);
  const progress = progressOn(context, flags.quiet);
  let recording: RunRecording | undefined;
  let recorder: Recorder | undefined;
  let finished = false;
  const emit = (event: RunEvent) => {
    recorder?.on(event);
    listeners.on(event);
  };
  const finish = async (report: RunReport) => {
    finished = true;
    recorder?.on({ type: 'run-finished', report });
    const file = await recording?.end(report.verdict);
    listeners.on({
      type: 'run-finished',
      report: { ...report, ...(file !== undefined && { recording: file }) },
    });
    if (file !== undefined && flags.quiet !== true) context.stderr.write(`recorded: ${file}\n`);
  };
  try {
    const stack = stackOf(flags);
    const variables = variablesOf(flags.var);
    const limits = limitsOf(flags.timeout);
    const repeatEach = repeatsOf(flags.repeatEach);
    const seed = seedOf(flags.seed);
    const recordPlan = recordPlanOf(flags);
    const { scenarios, systems } = await selectScenarios(context.cwd, names, flags, variables.keys());
    if (flags.list === true) {
      context.stdout.write(scenarios.map(({ id }) => `${id}\n`).join(''));
      return exitCode.pass;
    }
    recording = openRecording(context, recordPlan, listeners.kept);
    // Only now: drivers and probes take their time to load, and a mistake should be told at once.
    const { labFor } = await import('./lab-for.ts');
    const held = await labFor(context, flags, stack, systems, (step) => {
      // The first step tells that the lab's processes are on their way: they start while this loads.
      void loadRunAll();
      progress.tell(step);
    });
    const { runAll } = await loadRunAll();
    try {
      progress.end();
      const { lab } = held;
      const { signal } = context;
      recorder = recording?.begin({
        lab,
        systems: systems.map(({ system }) => system),
        scenarios: scenarios.map(({ id }) => id),
        seed,
      });
      const bail = flags.bail === true;
      const report = await runAll({
        lab,
        systems,
        scenarios,
        repeatEach,
        seed,
        limits,
        variables,
        bail,
        emit,
        tap: recorder,
        signal,
      });
      await finish(report);
      if (report.verdict !== 'pass' && held.vanishes && flags.quiet !== true)
        context.stderr.write('--keep leaves the lab up, with its data and logs to look at\n');
      return codeOf(report.verdict);
    } finally {
      await held.release();
    }
  } catch (thrown) {
    progress.end();
    const error = context.signal.aborted ? toError(context.signal.reason) : toError(thrown);
    if (!finished) await finish(failedReport(error, flags));
    throw error;
  } finally {
    listeners.close();
  }
}
