import { exitCode, UsageError } from '../lib/errors.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { wantsColor, type CommandContext } from './context.ts';
import { stackOf, type StackFlags } from './stack-options.ts';
import { loadSystems } from './systems-option.ts';

interface TuiFlags extends StackFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly keep?: boolean;
}

/** Shows a lab live: the one that is up, else one of its own, which is stopped when the user quits. */
export async function tui(context: CommandContext, flags: TuiFlags): Promise<number> {
  const terminal = requireTerminal(context);
  const { cwd, signal, env, stderr } = context;
  const stack = stackOf(flags);
  const wanted = flags.system.length > 0 ? flags.system : [...bundledSystems().keys()].slice(0, 1);
  const systems = await loadSystems(wanted, cwd);
  const { openLab } = await import('../tui/session/lab-session.ts');
  const { scenariosFor } = await import('./tui/scenarios-for.ts');
  const { show } = await import('../tui/app/show.tsx');
  const { defaultKeymap } = await import('../tui/keys/keymap.ts');
  const session = openLab({
    systems,
    lab: flags.lab,
    signal,
    async start(tell) {
      const { labFor } = await import('./run/lab-for.ts');
      return labFor(context, flags, stack, systems, ({ what, detail }) => tell(detail ?? what));
    },
    ...scenariosFor(cwd, systems),
  });
  try {
    const colorLevel = wantsColor(env, true) ? 3 : 0;
    await show({ terminal, session, keymap: defaultKeymap, colorLevel, signal });
  } finally {
    stderr.write(`leaving lab ${flags.lab}\n`);
    await session.close();
  }
  signal.throwIfAborted();
  return exitCode.pass;
}

/** @throws UsageError where there is nobody to look and type */
export function requireTerminal({ terminal }: CommandContext): NonNullable<CommandContext['terminal']> {
  if (terminal !== undefined) return terminal;
  throw new UsageError(
    'The dashboard needs a terminal to draw on and to read keys from; here stdin or stdout is none. `saga-lab run` prints the same as text.',
  );
}
