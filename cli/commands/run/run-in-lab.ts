import { randomInt } from 'node:crypto';
import type { RunReport } from '../../scenario/report.ts';
import { labLogs, type StartOptions } from '../../stack/labs.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import type { Progress, ProgressStep } from '../progress.ts';
import { labFor, someLab } from './lab-for.ts';
import { bySystem, merged, type Part } from './parts.ts';
import type { RunRecording } from './recording.ts';
import type { RunFlags, RunSettings } from './run-flags.ts';
import { runVoice, type RunVoice } from './run-voice.ts';
import type { Selection } from './select.ts';
import { withinReach } from './within-reach.ts';

export interface Listeners {
  readonly emit: Parameters<typeof runVoice>[0]['emit'];
  /** Ends the recording, and tells the report. */
  readonly finish: (report: RunReport) => Promise<void>;
  readonly progress: Progress;
  /** Log file by process, once a lab is up. */
  readonly onLogs: (logs: Readonly<Record<string, string>>) => void;
  readonly recording: RunRecording | undefined;
}

const loadRunAll = () => import('../../scenario/run-all.ts');

/** Brings a lab up for each system, one after another, where none is up; runs; and takes down what it brought up. */
export async function runInLab(
  context: CommandContext,
  flags: RunFlags,
  stack: StartOptions['stack'],
  { scenarios: chosen, systems, byName }: Selection & { readonly byName: boolean },
  settings: RunSettings,
  listeners: Listeners,
): Promise<RunReport> {
  // One that is up is there at once; the start of one of the run's own must not wait for this to load.
  if (await someLab(context, flags)) void loadRunAll();
  const whole: Part = { systems, scenarios: chosen };
  const pending = flags.keep === true ? [whole] : [...bySystem(chosen, systems)];
  // The same chances for a scenario, in whichever lab it runs.
  const seed = settings.seed ?? randomInt(2 ** 31);
  const reports: RunReport[] = [];
  let voice: RunVoice | undefined;
  for (;;) {
    const part = pending.shift();
    if (part === undefined) throw new TypeError('a run without scenarios is not run');
    const onProgress: StartOptions['onProgress'] = (step) => {
      // The first step tells that the lab's processes are on their way: they start while this loads.
      void loadRunAll();
      listeners.progress.tell(step);
    };
    if (reports.length > 0) listeners.progress.tell(nextLab(part, reports.length, pending.length));
    const held = await labFor(context, flags, stack, part.systems, onProgress, systems);
    try {
      const { runAll } = await loadRunAll();
      listeners.progress.end();
      const { lab } = held;
      if (!lab.owned) pending.length = 0;
      listeners.onLogs(await labLogs(lab.name, homeOf(context)));
      const { scenarios, skipped } = withinReach(chosen, lab, byName);
      if (voice === undefined && flags.quiet !== true)
        context.stderr.write(skipped.map(({ name, why }) => `${name} is skipped: ${why}\n`).join(''));
      voice ??= runVoice({ lab, systems, scenarios, settings, ...listeners });
      voice.nextLab();
      const here = lab.owned ? part : whole;
      const report = await runAll({
        ...settings,
        seed,
        seedIsGiven: settings.seed !== undefined,
        seqBefore: voice.seq(),
        maxFailures: leftOf(settings.maxFailures, reports),
        lab,
        systems: here.systems,
        scenarios: here.scenarios.filter((each) => scenarios.includes(each)),
        emit: voice.emit,
        tap: voice.tap,
        signal: context.signal,
      });
      reports.push(report);
      while (pending[0]?.scenarios.every((each) => !scenarios.includes(each))) pending.shift();
      if (pending.length > 0 && leftOf(settings.maxFailures, reports) !== 0) continue;
      const told = merged([reports[0] ?? report, ...reports.slice(1)]);
      const all = skipped.length === 0 ? told : { ...told, skipped };
      await listeners.finish(all);
      if (all.verdict !== 'pass' && held.vanishes && flags.quiet !== true)
        context.stderr.write('--keep leaves the lab up, with its data and logs to look at\n');
      return all;
    } finally {
      await held.release();
    }
  }
}

function nextLab({ systems }: Part, before: number, after: number): ProgressStep {
  const names = systems.map(({ system }) => system.name).join(', ');
  return { what: names, state: 'note', detail: `lab ${before + 1} of ${before + 1 + after}` };
}

/** How many more may fail. */
function leftOf(most: number | undefined, reports: readonly RunReport[]): number | undefined {
  if (most === undefined) return undefined;
  const failed = reports.flatMap(({ scenarios }) => scenarios).filter(({ verdict }) => verdict !== 'pass');
  return Math.max(0, most - failed.length);
}
