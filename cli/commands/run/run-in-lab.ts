import type { RunEvent } from '../../scenario/events.ts';
import type { RunReport } from '../../scenario/report.ts';
import { labLogs, type StartOptions } from '../../stack/labs.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import type { Progress } from '../progress.ts';
import { labFor, someLab } from './lab-for.ts';
import type { RunRecording } from './recording.ts';
import type { RunFlags, RunSettings } from './run-flags.ts';
import type { Selection } from './select.ts';
import { withinReach } from './within-reach.ts';

export interface Listeners {
  readonly emit: (event: RunEvent) => void;
  /** Ends the recording, and tells the report. */
  readonly finish: (report: RunReport) => Promise<void>;
  readonly progress: Progress;
  /** Log file by process, once the lab is up. */
  readonly onLogs: (logs: Readonly<Record<string, string>>) => void;
  readonly recording: RunRecording | undefined;
}

const loadRunAll = () => import('../../scenario/run-all.ts');

/** Brings a lab up if none is, runs, and takes down what it brought up. */
export async function runInLab(
  context: CommandContext,
  flags: RunFlags,
  stack: StartOptions['stack'],
  { scenarios: chosen, systems, byName }: Selection & { readonly byName: boolean },
  settings: RunSettings,
  { emit, finish, progress, onLogs, recording }: Listeners,
): Promise<RunReport> {
  // One that is up is there at once; the start of one of the run's own must not wait for this to load.
  if (await someLab(context, flags)) void loadRunAll();
  const held = await labFor(context, flags, stack, systems, (step) => {
    // The first step tells that the lab's processes are on their way: they start while this loads.
    void loadRunAll();
    progress.tell(step);
  });
  try {
    const { runAll } = await loadRunAll();
    progress.end();
    const { lab } = held;
    onLogs(await labLogs(lab.name, homeOf(context)));
    const { scenarios, skipped } = withinReach(chosen, lab.stack, byName);
    if (flags.quiet !== true)
      context.stderr.write(skipped.map(({ name, why }) => `${name} is skipped: ${why}\n`).join(''));
    const recorder = recording?.begin({
      lab,
      systems: systems.map(({ system }) => system),
      scenarios: scenarios.map(({ id }) => id),
      seed: settings.seed,
    });
    const hear = (event: RunEvent) => {
      recorder?.on(event);
      emit(event);
    };
    const { signal } = context;
    const told = await runAll({ ...settings, lab, systems, scenarios, emit: hear, tap: recorder, signal });
    const report = skipped.length === 0 ? told : { ...told, skipped };
    await finish(report);
    if (report.verdict !== 'pass' && held.vanishes && flags.quiet !== true)
      context.stderr.write('--keep leaves the lab up, with its data and logs to look at\n');
    return report;
  } finally {
    await held.release();
  }
}
