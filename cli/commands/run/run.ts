import { exitCode, toError } from '../../lib/errors.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { CommandContext } from '../context.ts';
import { progressOn } from '../progress.ts';
import { stackOf } from '../stack-options.ts';
import { failedReport } from './failed-report.ts';
import { openReporters } from './open-reporters.ts';
import { limitsOf, repeatsOf, seedOf, variablesOf, type RunFlags } from './run-flags.ts';
import { selectScenarios } from './select.ts';

const codes = {
  pass: exitCode.pass,
  fail: exitCode.failed,
  inconclusive: exitCode.inconclusive,
} as const satisfies Record<Verdict, number>;

const loadRunAll = () => import('../../scenario/run-all.ts');

/** Selects, checks, brings a lab up if none is, runs, and takes down what it brought up. */
export async function run(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<number> {
  const listeners = openReporters(context, flags.reporter);
  const progress = progressOn(context, flags.quiet);
  let finished = false;
  const emit = (event: RunEvent) => {
    finished ||= event.type === 'run-finished';
    listeners.on(event);
  };
  try {
    const stack = stackOf(flags);
    const variables = variablesOf(flags.var);
    const limits = limitsOf(flags.timeout);
    const repeatEach = repeatsOf(flags.repeatEach);
    const seed = seedOf(flags.seed);
    const { scenarios, systems } = await selectScenarios(context.cwd, names, flags, variables.keys());
    if (flags.list === true) {
      context.stdout.write(scenarios.map(({ id }) => `${id}\n`).join(''));
      return exitCode.pass;
    }
    // Only now: drivers and probes take their time to load, and a mistake should be told at once.
    const { labFor, someLab } = await import('./lab-for.ts');
    // One that is up is there at once; the start of one of the run's own must not wait for this to load.
    if (await someLab(context, flags)) void loadRunAll();
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
        signal,
      });
      emit({ type: 'run-finished', report });
      if (report.verdict !== 'pass' && held.vanishes && flags.quiet !== true)
        context.stderr.write('--keep leaves the lab up, with its data and logs to look at\n');
      return codes[report.verdict];
    } finally {
      await held.release();
    }
  } catch (thrown) {
    progress.end();
    const error = context.signal.aborted ? toError(context.signal.reason) : toError(thrown);
    if (!finished) emit({ type: 'run-finished', report: failedReport(error, flags) });
    throw error;
  } finally {
    listeners.close();
  }
}
