import { exitCode } from '../../lib/errors.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import { colorLevelOf, type CommandContext } from '../context.ts';
import { recordPlanOf, type RecordFlags } from '../run/record-flags.ts';
import { openRecording } from '../run/recording.ts';
import { stackOf, type StackFlags } from '../stack-options.ts';
import { loadSystems } from '../systems-option.ts';
import { requireTerminal } from './require-terminal.ts';
import { scenariosFor } from './scenarios-for.ts';

export interface TuiFlags extends StackFlags, RecordFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly keep?: boolean;
}

/** Shows a lab live: the one that is up, else one of its own, which is stopped when the user quits. */
export async function tui(context: CommandContext, flags: TuiFlags): Promise<number> {
  const terminal = requireTerminal(context);
  const { cwd, signal, env, stderr } = context;
  const stack = stackOf(flags);
  const plan = recordPlanOf(flags);
  const wanted = flags.system.length > 0 ? flags.system : [...bundledSystems().keys()].slice(0, 1);
  const systems = await loadSystems(wanted, cwd);
  const { openLab } = await import('../../tui/session/lab-session.ts');
  const { show } = await import('../../tui/app/show.tsx');
  const { defaultKeymap } = await import('../../tui/keys/keymap.ts');
  const recording = plan && openRecording(context, plan);
  const session = openLab({
    systems,
    lab: flags.lab,
    signal,
    async start(tell) {
      const { labFor } = await import('../run/lab-for.ts');
      return labFor(context, flags, stack, systems, ({ what, detail }) => tell(detail ?? what));
    },
    ...scenariosFor(cwd, systems),
    ...(recording && {
      recorder: (lab) =>
        recording.begin({
          lab,
          systems: systems.map(({ system }) => system),
          scenarios: [],
          seed: undefined,
        }),
    }),
  });
  try {
    await show({ terminal, session, keymap: defaultKeymap, colorLevel: colorLevelOf(env), signal });
  } finally {
    stderr.write(`leaving lab ${flags.lab}\n`);
    await session.close();
    const file = await recording?.end('pass');
    if (file !== undefined) stderr.write(`recorded: ${file}\n`);
  }
  signal.throwIfAborted();
  return exitCode.pass;
}
