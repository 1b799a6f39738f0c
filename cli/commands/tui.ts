import { exitCode, UsageError } from '../lib/errors.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { wantsColor, type CommandContext } from './context.ts';
import { labFor } from './run/lab-for.ts';
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
  const stack = stackOf(flags);
  const wanted = flags.system.length > 0 ? flags.system : [...bundledSystems().keys()].slice(0, 1);
  const systems = await loadSystems(wanted, context.cwd);
  const { findScenario, readCatalog } = await import('../scenario/catalog.ts');
  const { openLab } = await import('../tui/session/lab-session.ts');
  const { show } = await import('../tui/app/show.tsx');
  const { defaultKeymap } = await import('../tui/keys/keymap.ts');
  const session = openLab({
    systems,
    lab: flags.lab,
    signal: context.signal,
    start: (tell) => labFor(context, flags, stack, systems, ({ what, detail }) => tell(detail ?? what)),
    findScenario: async (name) => findScenario(await readCatalog(context.cwd), name, context.cwd),
  });
  try {
    const colorLevel = wantsColor(context.env, true) ? 3 : 0;
    await show({ ...terminal, session, keymap: defaultKeymap, colorLevel, signal: context.signal });
  } finally {
    await session.close();
  }
  context.signal.throwIfAborted();
  return exitCode.pass;
}

/** @throws UsageError where there is nobody to look and type */
export function requireTerminal({
  terminal,
  stdout,
}: CommandContext): NonNullable<CommandContext['terminal']> {
  if (terminal !== undefined && stdout.isTTY) return terminal;
  throw new UsageError(
    'The dashboard needs a terminal to draw on and to read keys from; here stdin or stdout is none. `saga-lab run` prints the same as text.',
  );
}
