import { exitCode } from '../../lib/errors.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import type { Session } from '../../tui/session/session.ts';
import { wantsColor, type CommandContext } from '../context.ts';
import { retell } from '../../runs/retell.ts';
import { recordPlanOf, type RecordFlags } from '../run/record-flags.ts';
import { openRecording } from '../run/recording.ts';
import { askedStack } from '../asked-stack.ts';
import type { StackFlags } from '../stack-options.ts';
import { loadSystems } from '../systems-option.ts';
import { AskedRuns, type Beginning } from './asked-runs.ts';
import { exportTo } from './export-to.ts';
import { reportLog } from './report-log.ts';
import { requireTerminal } from './require-terminal.ts';
import { scenariosFor } from './scenarios-for.ts';
import { screenOptions, type ScreenFlags } from './screen-options.ts';

export interface TuiFlags extends StackFlags, RecordFlags, ScreenFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly keep?: boolean;
  readonly plain?: boolean;
  readonly quiet?: boolean;
}

/** `saga-lab tui`. Commander gives a third argument, which is no beginning. */
export function tui(context: CommandContext, flags: TuiFlags): Promise<number> {
  return showLab(context, flags);
}

/** Shows a lab live: the one that is up, else one of its own, which is stopped when the user quits. */
export async function showLab(context: CommandContext, flags: TuiFlags, begin?: Beginning): Promise<number> {
  const shower = await showerFor(context, flags);
  const { cwd, env, signal, stdout } = context;
  const tell = (text: string) => void (flags.quiet === true || context.stderr.write(`${text}\n`));
  const wantedStack = await askedStack(context, flags);
  const plan = recordPlanOf(flags);
  const wanted = flags.system.length > 0 ? flags.system : [...bundledSystems().keys()].slice(0, 1);
  const systems = wantedStack.systemsOf(await loadSystems(wanted, cwd));
  const { openLab } = await import('../../tui/session/lab-session.ts');
  const recording = openRecording(context, plan);
  const log = reportLog();
  const session = openLab({
    systems,
    lab: flags.lab,
    signal,
    async start(progress, given) {
      const { labFor } = await import('../run/lab-for.ts');
      const within = { ...context, signal: given };
      return labFor(within, wantedStack.flags, wantedStack.stack, systems, ({ what, detail }) =>
        progress(detail ?? what),
      );
    },
    ...scenariosFor(cwd, systems, begin?.scenarios),
    recorder(lab) {
      const systemsSeen = systems.map(({ system }) => system);
      return log.begin(recording.begin({ lab, systems: systemsSeen, scenarios: [], seed: undefined }), lab);
    },
    ...(plan && {
      exportRun: async (asked) => exportTo(cwd, asked, retell(await recording.soFar())),
    }),
  });
  const asked = begin && new AskedRuns(begin);
  try {
    void asked?.runIn(session);
    await shower(session);
  } finally {
    asked?.leave();
    tell(`leaving lab ${flags.lab}`);
    try {
      await session.close();
    } finally {
      const { report } = log;
      const file = await recording.end(report?.verdict ?? 'pass', report);
      if (file !== undefined) tell(`recorded: ${file}`);
    }
  }
  signal.throwIfAborted();
  // The screen, on which it stood, is gone.
  if (session.failure) throw session.failure;
  if (!asked) return exitCode.pass;
  const code = asked.exitCode;
  stdout.write(`${asked.summary(wantsColor(env, stdout.isTTY))}\n`);
  return code;
}

/** How a session is shown: on the whole screen, or line by line. @throws UsageError where there is no terminal for it */
async function showerFor(
  context: CommandContext,
  flags: TuiFlags,
): Promise<(session: Session) => Promise<void>> {
  const { signal, stdin, stdout } = context;
  if (flags.plain === true) {
    const { tellPlainly } = await import('../../tui/app/tell-plainly.ts');
    const write = (line: string) => stdout.write(`${line}\n`);
    return (session) => tellPlainly({ session, input: stdin, write, signal });
  }
  const terminal = requireTerminal(
    context,
    '`saga-lab run` prints the same as text, and --plain tells it in sentences.',
  );
  const options = await screenOptions(context, flags);
  const { show } = await import('../../tui/app/show.ts');
  return (session) => show({ terminal, session, signal, ...options });
}
